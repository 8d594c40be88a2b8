import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: not to be guessed, so that an address which holds them needs no sign-in. */
const SECRET_BYTES = 32;

/** What a secret of an address looks like; anything else is not looked for. */
export const SECRET_FORM = /^[A-Za-z0-9_-]{43}$/;

/** A new secret, to be shown once and kept nowhere. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** What is kept of a secret: SHA-256, in hexadecimal digits. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
