/** `npm run dev`: as `npm start`, but pages come from source and reload, and the worker restarts on a change. */
import { prepare } from './prepare.mjs';

await prepare({ only: 'node' });
process.argv.push('--dev');
await import('../../build/node/start.js');
