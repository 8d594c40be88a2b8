import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '~/platform/env';

/** Seconds for which a code stands on a screen. */
export const STEP_SECONDS = 30;
/** Codes before the present one that still hold: reading and typing take a moment. */
const STEPS_BEFORE = 2;

/** Whom or what a code is for: a place of a town, a person, or a household. */
export function codeSubject(visit: {
  readonly townCode: string;
  readonly place: string;
  readonly personId: string | null;
  readonly householdId: string | null;
}): string {
  if (visit.personId) return `person ${visit.personId}`;
  if (visit.householdId) return `household ${visit.householdId}`;
  return placeSubject(visit);
}

/** Subject of the screen of a place. */
export const placeSubject = ({ townCode, place }: { townCode: string; place: string }): string =>
  `place ${townCode} ${place.normalize('NFKC').replace(/\s+/g, '')}`;

interface CodeOf {
  readonly tenantId: string;
  readonly subject: string;
}

const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS);

/** 100 bits of an HMAC over what the code says: nobody makes one who does not hold the secret of this installation. */
function sign({ tenantId, subject }: CodeOf, kind: 's' | 'p', number: number): string {
  const key = createHmac('sha256', env().sessionSecret).update('visit code').digest();
  const mac = createHmac('sha256', key)
    .update(JSON.stringify([tenantId, subject, kind, number]))
    .digest();
  return `${kind}${number.toString(36)}.${mac.subarray(0, 13).toString('base64url')}`;
}

/** The code on the screen of a place at this moment. */
export const screenCode = (of: CodeOf, now: Date): string => sign(of, 's', stepAt(now));

/** The printed code of a version. */
export const paperCode = (of: CodeOf, version: number): string => sign(of, 'p', version);

/** How a code proves that its holder is there now; undefined when it does not. `version`: of the printed code that holds. */
export function readCode(
  code: string,
  of: CodeOf,
  { now, version }: { now: Date; version: number | undefined },
): 'screen' | 'paper' | undefined {
  const given = code.trim();
  const step = stepAt(now);
  for (let before = 0; before <= STEPS_BEFORE; before++)
    if (same(given, sign(of, 's', step - before))) return 'screen';
  return version !== undefined && same(given, paperCode(of, version)) ? 'paper' : undefined;
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
