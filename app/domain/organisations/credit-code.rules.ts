import { accept, type Result, refusal, refuse } from '../kernel/refusals';

/** 31 symbols: digits and capitals without I, O, S, V, Z (GB 32100-2015, 5.2). */
const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 3^i mod 31 for the first 17 places (GB 32100-2015, annex A). */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Check symbol of the first 17 symbols of a unified social credit code; any of the 31 symbols may come out. */
export function creditCodeCheck(first17: string): string | undefined {
  let sum = 0;
  for (const [place, weight] of WEIGHTS.entries()) {
    const value = SYMBOLS.indexOf(first17[place] ?? '-');
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return SYMBOLS[(31 - (sum % 31)) % 31];
}

/**
 * Reads a unified social credit code (统一社会信用代码, GB 32100-2015) as people type it: blanks, dashes,
 * full-width and small letters are put right.
 * Refuses ORGANISATION.CREDIT_CODE_FORM, ORGANISATION.CREDIT_CODE_CHECK.
 */
export function readCreditCode(text: string): Result<string> {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const check = code.length === 18 ? creditCodeCheck(code) : undefined;
  if (!check || !SYMBOLS.includes(code[17] as string))
    return refuse(refusal('ORGANISATION.CREDIT_CODE_FORM'));
  if (check !== code[17]) return refuse(refusal('ORGANISATION.CREDIT_CODE_CHECK', { params: { code } }));
  return accept(code);
}
