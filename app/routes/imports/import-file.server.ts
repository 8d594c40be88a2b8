import { gunzipSync, gzipSync } from 'node:zlib';
import type { ImportFile } from '~/commands/run-import';

/** A file up to this size goes to the page and back, so that it need not be chosen again after the dry run. */
const KEEP_BYTES = 1024 * 1024;
const MAX_BYTES = 20 * 1024 * 1024;

/** A file as the hidden fields of the page carry it between the dry run and the import; nothing of it stays here. */
export interface KeptFile {
  readonly fileName: string;
  readonly content: string;
}

/** The file of a form: the one just chosen, else the one kept from the dry run. */
export async function fileOf(form: FormData): Promise<ImportFile | undefined> {
  const chosen = form.get('file');
  if (chosen instanceof File && chosen.size > 0) {
    return { fileName: chosen.name.slice(0, 255), bytes: new Uint8Array(await chosen.arrayBuffer()) };
  }
  const content = form.get('kept');
  if (typeof content !== 'string' || content === '') return undefined;
  try {
    const bytes = gunzipSync(Buffer.from(content, 'base64'), { maxOutputLength: MAX_BYTES });
    return { fileName: String(form.get('keptName') ?? '').slice(0, 255), bytes };
  } catch {
    // Changed on its way, so it is as if none had been chosen.
    return undefined;
  }
}

/** The file for the page to keep; undefined when it is too large for that. */
export const keep = ({ bytes, fileName }: ImportFile): KeptFile | undefined =>
  bytes.length > KEEP_BYTES ? undefined : { fileName, content: gzipSync(bytes).toString('base64') };
