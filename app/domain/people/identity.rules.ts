import { type PlainDate, parsePlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';

export type Sex = 'male' | 'female';

/** What an identity number says of its holder. */
export interface IdentityNumber {
  /** 17 digits and the check symbol, X in capitals. */
  readonly number: string;
  readonly birthDate: PlainDate;
  readonly sex: Sex;
}

/** GB 11643-1999, 4.2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Check symbol of the first 17 digits of an identity number (GB 11643-1999, ISO 7064 MOD 11-2). */
export function identityCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return CHECKS[sum % 11] as string;
}

/**
 * Reads a citizen identity number (GB 11643-1999) as people type it: blanks, full-width digits and a small x are
 * put right. The region is not checked, because regions are renamed and dissolved; the date must be a real one and
 * the 17th digit says the sex (odd: male).
 *
 * Refuses, all at once: PERSON.IDENTITY_MISSING, or PERSON.IDENTITY_FORM, or any of PERSON.IDENTITY_DATE and
 * PERSON.IDENTITY_CHECK. The words never repeat the number.
 */
export function readIdentityNumber(text: string): Result<IdentityNumber> {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (number === '') return refuse(refusal('PERSON.IDENTITY_MISSING'));
  if (!/^\d{17}[\dX]$/.test(number))
    return refuse(refusal('PERSON.IDENTITY_FORM', { params: { length: number.length } }));

  const problems: Refusal[] = [];
  const written = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const birthDate = Number(number.slice(6, 10)) >= 1800 ? parsePlainDate(written) : undefined;
  if (!birthDate) problems.push(refusal('PERSON.IDENTITY_DATE'));
  if (identityCheck(number) !== number[17]) problems.push(refusal('PERSON.IDENTITY_CHECK'));
  if (!birthDate || problems.length > 0) return refuse(...problems);
  return accept({ number, birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' });
}

/** First six and last four symbols, the day of birth hidden: what a page shows before a reveal. */
export const maskIdentityNumber = (number: string): string =>
  `${number.slice(0, 6)}********${number.slice(-4)}`;
