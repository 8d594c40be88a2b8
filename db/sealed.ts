import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Ciphertext of one field as it lies in the database: `keyId.iv.tag.text`, all but the id in base64url. */
export type Sealed = string & { readonly __sealed: unique symbol };

/** Keys by id. `current` seals; every other key still opens what it once sealed. `index` keys the blind index. */
export interface KeyRing {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly index: Buffer;
}

/**
 * Reads `id:base64,id:base64,…`. The entry `index` keys the blind index and never rotates;
 * the first other entry seals new values.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  let index: Buffer | undefined;
  for (const entry of text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [id = '', encoded = ''] = entry.split(':');
    const key = Buffer.from(encoded, 'base64');
    if (!/^[a-z0-9-]{1,20}$/.test(id) || key.length !== 32) {
      throw new Error(`FIELD_KEYS: entry "${id}" must be id:base64 with 32 bytes`);
    }
    if (id === 'index') index = key;
    else keys.set(id, key);
  }
  const current = keys.keys().next().value;
  if (!index || !current) throw new Error('FIELD_KEYS needs an entry "index" and at least one key');
  return { current, keys, index };
}

// The web server and the pages are built apart, and what one is given the other must find.
const kept = globalThis as { [key: symbol]: KeyRing | undefined };
const KEY = Symbol.for('wellspring.key-ring');

/** Makes the key ring known to this process; called once at start. */
export function useKeyRing(keyRing: KeyRing): void {
  kept[KEY] = keyRing;
}

function keyRing(): KeyRing {
  const ring = kept[KEY];
  if (!ring) throw new Error('useKeyRing() has not been called');
  return ring;
}

/** Seals a text. `field` (table.column) is bound in, so that a value moved to another column does not open. */
export function seal(field: string, text: string): Sealed {
  const { current, keys } = keyRing();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.get(current) as Buffer, iv);
  cipher.setAAD(Buffer.from(field));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [
    current,
    iv.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
    sealed.toString('base64url'),
  ].join('.') as Sealed;
}

/** Opens what `seal` made. Throws when the key is unknown or the value was tampered with or moved. */
export function open(field: string, sealed: Sealed): string {
  const [id = '', iv = '', tag = '', text = ''] = sealed.split('.');
  const key = keyRing().keys.get(id);
  if (!key) throw new Error(`No key "${id}" in FIELD_KEYS for ${field}`);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
  decipher.setAAD(Buffer.from(field));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return decipher.update(Buffer.from(text, 'base64url'), undefined, 'utf8') + decipher.final('utf8');
}

/** Id of the key that seals new values. */
export const currentKeyId = (): string => keyRing().current;

/** Keyed hash that finds an exact value without opening any row. `kind` keeps phones and identity numbers apart. */
export function blindIndex(kind: string, text: string): string {
  return createHmac('sha256', keyRing().index).update(`${kind}:${text}`).digest('base64url');
}
