import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, for the commands that run before anything is installed. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
