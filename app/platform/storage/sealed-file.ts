import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { keepBytes, readStoredFile, removeStoredFile } from './store-file';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A file that lies encrypted in the store. */
export interface SealedFile {
  /** SHA-256 of the ciphertext, by which it is found again. */
  readonly key: string;
  /** What opens it, base64; to be kept sealed, and nowhere else. Whoever forgets it has destroyed the file. */
  readonly dataKey: string;
}

/**
 * Encrypts a file under a key of its own (AES-256-GCM) and keeps it. Because the key of the file and not the file lies
 * under the key ring, new keys of the ring need not touch any file.
 */
export async function storeSealedFile(tenantId: string, content: Uint8Array): Promise<SealedFile> {
  const dataKey = randomBytes(32);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', dataKey, iv);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  const whole = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  const key = createHash('sha256').update(whole).digest('hex');
  await keepBytes(tenantId, key, whole);
  return { key, dataKey: dataKey.toString('base64') };
}

/** A sealed file of a tenant in the clear; undefined when it is gone, was changed on disk, or the key is not its own. */
export async function openSealedFile(
  tenantId: string,
  { key, dataKey }: SealedFile,
): Promise<Buffer | undefined> {
  const whole = await readStoredFile(tenantId, key);
  if (!whole || whole.length < IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(dataKey, 'base64'),
    whole.subarray(0, IV_BYTES),
  );
  decipher.setAuthTag(whole.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(whole.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Takes a sealed file off the disk; one that is gone already stays gone. */
export const eraseSealedFile = removeStoredFile;
