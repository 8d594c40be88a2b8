import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { env } from '../env';

/** A form that was sent when its sign-in had expired. */
export interface KeptForm {
  /** Path and query to which it was sent. */
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
  /** Names of files, which cannot be kept. */
  readonly files: readonly string[];
}

const shape = z.object({
  path: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  files: z.array(z.string()),
  until: z.number(),
});

/** As long as somebody may take to come back to a computer and sign in. */
const KEPT_MS = 12 * 3_600_000;
const MAX_LENGTH = 200_000;
/** A password typed into the form that expired is typed again; it never travels back to the page. */
const SECRET_FIELD = /password|totp/i;

const key = (): Buffer => createHmac('sha256', env().sessionSecret).update('kept-form').digest();

/** Reads what was sent; undefined when it is too much to carry along. */
export function keptFormOf(path: string, form: FormData): KeptForm | undefined {
  const fields: [string, string][] = [];
  const files: string[] = [];
  for (const [name, value] of form) {
    if (typeof value !== 'string') files.push(...(value.name ? [value.name] : []));
    else if (!SECRET_FIELD.test(name)) fields.push([name, value]);
  }
  const length = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return length > MAX_LENGTH ? undefined : { path, fields, files };
}

/** Seals a kept form, so that it can lie in the sign-in page without being read or changed on the way. */
export function sealForm(form: KeptForm, now = new Date()): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key(), iv);
  const text = JSON.stringify({ ...form, until: now.getTime() + KEPT_MS });
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** Opens what `sealForm` made; undefined when it is none, was changed, or is too old. */
export function openForm(sealed: string, now = new Date()): KeptForm | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 29) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    const text = decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
    const { until, ...form } = shape.parse(JSON.parse(text));
    return until > now.getTime() ? form : undefined;
  } catch {
    return undefined;
  }
}
