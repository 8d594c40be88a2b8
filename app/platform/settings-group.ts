import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** PEM of a key that was given as such (line ends also as `\n`) or as its base64 alone. */
function pemOf(text: string, label: string): string {
  const plain = text.replaceAll('\\n', '\n').trim();
  if (plain.startsWith('-----BEGIN')) return plain;
  return `-----BEGIN ${label}-----\n${plain.replace(/\s/g, '')}\n-----END ${label}-----`;
}

function rsaKey(
  text: string,
  labels: readonly string[],
  read: (pem: string) => KeyObject,
): KeyObject | undefined {
  for (const label of labels) {
    try {
      const key = read(pemOf(text, label));
      if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
        return key;
    } catch {
      // Not this form.
    }
  }
  return undefined;
}

const privatePem = (text: string) =>
  rsaKey(text, ['PRIVATE KEY', 'RSA PRIVATE KEY'], createPrivateKey)?.export({
    type: 'pkcs8',
    format: 'pem',
  });
/** SPKI PEM of a public key or of a certificate's; undefined when it is none of RSA with 2048 bits. */
export const publicPem = (text: string) =>
  rsaKey(text, ['PUBLIC KEY', 'CERTIFICATE'], createPublicKey)?.export({ type: 'spki', format: 'pem' });

const keyText = (read: (text: string) => string | Buffer | undefined, what: string) =>
  z.string().transform((text, context) => {
    const pem = read(text);
    if (pem) return String(pem).trim();
    context.addIssue({
      code: 'custom',
      message: `must be ${what} of RSA with 2048 bits or more, as PEM or base64`,
    });
    return z.NEVER;
  });

/** A text of a form; `what` ends the sentence “must be …”. */
export const text = (form: RegExp, what: string) => z.string().trim().regex(form, `must be ${what}`);
/** An address, as http or https. */
export const address = z
  .string()
  .trim()
  .refine((one) => URL.canParse(one) && /^https?:$/.test(new URL(one).protocol), {
    error: 'must be an address beginning with https:// or http://',
  });
/** Short name of the district whose account it is. */
export const district = text(/^[a-z0-9-]{2,40}$/, 'the short name of a district, such as boshan').optional();

/** Our private key, given as PEM or as its base64. */
export const privateKey = keyText(privatePem, 'a private key');
/** Somebody's public key; `what` says whose. */
export const publicKey = (what: string) => keyText(publicPem, what);

/** What was read of a group of settings: nothing when none of them is set, and every problem otherwise. */
export interface ReadSettings<Settings> {
  readonly settings?: Settings;
  readonly problems: readonly string[];
}

/** Reads the settings that begin with `prefix`; `given` has them without it. None at all: not set up. */
export function readGroup<Shape extends z.ZodType>(
  prefix: string,
  shape: Shape,
  given: Readonly<Record<string, string>>,
): { value?: z.output<Shape>; problems: string[] } {
  if (Object.keys(given).length === 0) return { problems: [] };
  const parsed = shape.safeParse(given);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return {
    problems: parsed.error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${prefix}${key} is no setting`);
      const name = `${prefix}${issue.path.join('.')}`;
      const absent = given[String(issue.path[0])] === undefined;
      return [
        absent
          ? `${name} is missing: it is needed with the other ${prefix}* settings`
          : `${name} ${issue.message}`,
      ];
    }),
  };
}
