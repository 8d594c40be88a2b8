import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '~/platform/env';
import { type FileType, fileKindOf } from './file-kind';

/** A larger scan of an invoice is a mistake. */
export const LARGEST_FILE_BYTES = 10 * 1024 * 1024;

/** A file that lies in the store. */
export interface StoredFile {
  /** SHA-256 of its content, by which it is found again. */
  readonly key: string;
  readonly type: FileType;
  readonly bytes: number;
}

/** Why a file is not stored. */
export type FileRefusal = 'empty' | 'too-large' | 'unknown-content';

const KEY = /^[0-9a-f]{64}$/;

/** Outside of everything that is served: `DATA_DIR/files/<tenant>/<first two of the key>/<key>`. */
function folderOf(tenantId: string, key: string): string {
  if (!/^[0-9a-f-]{36}$/.test(tenantId) || !KEY.test(key)) throw new RangeError('Not a stored file');
  return join(env().dataDir, 'files', tenantId, key.slice(0, 2));
}

/**
 * Keeps a file that somebody handed in. What it is, is told by its bytes and never by its name; the same content
 * is kept once.
 */
export async function storeFile(
  tenantId: string,
  content: Uint8Array,
): Promise<StoredFile | { refused: FileRefusal }> {
  if (content.byteLength === 0) return { refused: 'empty' };
  if (content.byteLength > LARGEST_FILE_BYTES) return { refused: 'too-large' };
  const kind = fileKindOf(content);
  if (!kind) return { refused: 'unknown-content' };
  const key = createHash('sha256').update(content).digest('hex');
  await keepBytes(tenantId, key, content);
  return { key, type: kind.type, bytes: content.byteLength };
}

/** Keeps bytes under the SHA-256 of their content. Written beside and moved into place, so that a half-written file is never found. */
export async function keepBytes(tenantId: string, key: string, content: Uint8Array): Promise<void> {
  const folder = folderOf(tenantId, key);
  const half = join(folder, `${key}.${process.pid}.${performance.now()}.half`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(half, content, { mode: 0o600 });
    await rename(half, join(folder, key));
  } finally {
    await rm(half, { force: true });
  }
}

/** Takes a file off the disk; one that is gone already stays gone. */
export async function removeStoredFile(tenantId: string, key: string): Promise<void> {
  await rm(join(folderOf(tenantId, key), key), { force: true });
}

/** A stored file of a tenant; undefined when it is gone or its content no longer fits its key. */
export async function readStoredFile(tenantId: string, key: string): Promise<Buffer | undefined> {
  const content = await readFile(join(folderOf(tenantId, key), key)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return content && createHash('sha256').update(content).digest('hex') === key ? content : undefined;
}
