import { generateKeyPairSync } from 'node:crypto';

/** A pair of keys as merchants and providers have them. */
export interface Pair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new RSA pair in PEM. */
export function newPair(): Pair {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** What stands between the first and the last line of a PEM, in one line, as settings take it. */
export const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
