/** `npm start`: whatever is missing first, then the whole product in the foreground. */
import { prepare } from './prepare.mjs';

await prepare();
await import('../../build/node/start.js');
