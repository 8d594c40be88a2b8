/** `npm run build`: everything anew. */
import { prepare } from './prepare.mjs';

await prepare({ force: true });
