/**
 * References that people write on a bank transfer so that the money finds its bill (`F`) or gift (`G`):
 * the letter, eight to twelve digits, and a check digit after Damm (H. M. Damm, 2004), which finds every single
 * wrong digit and every swap of two neighbours.
 */

const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

/** What a reference belongs to. */
export type ReferenceLetter = 'F' | 'G';

function interim(digits: string): number {
  let state = 0;
  for (const digit of digits) state = Number((DAMM[state] as string)[Number(digit)]);
  return state;
}

/** Makes a reference of 8 to 12 digits, such as `F` and `26000012` → `F260000121`. */
export function makeReference(letter: ReferenceLetter, digits: string): string {
  if (!/^\d{8,12}$/.test(digits)) throw new RangeError(`A reference needs 8 to 12 digits, not ${digits}`);
  return `${letter}${digits}${interim(digits)}`;
}

/** Whether a text is exactly a reference with the right check digit. */
export const isReference = (text: string): boolean =>
  /^[FG]\d{9,13}$/.test(text) && interim(text.slice(1)) === 0;

/** What a text of a bank line holds that has the form of a reference with the letter, right or wrong. */
function written(letter: ReferenceLetter, text: string): string[] {
  const plain = text.normalize('NFKC').toUpperCase();
  return [
    ...plain.matchAll(new RegExp(`(?<![A-Z0-9])${letter}[\\s-]*(\\d(?:[\\s-]*\\d){8,12})(?!\\d)`, 'g')),
  ].map((match) => letter + (match[1] ?? '').replace(/[\s-]/g, ''));
}

/**
 * Every reference with the letter that a text of a bank line holds, in order, each once. Banks and people add words,
 * blanks, dashes, full-width characters and small letters; what fails the check digit is not taken.
 */
export const findReferences = (letter: ReferenceLetter, text: string): string[] => [
  ...new Set(written(letter, text).filter(isReference)),
];

/** Whether a text holds what looks like a reference with the letter, but has a wrong check digit: somebody mistyped it. */
export const hasMistypedReference = (letter: ReferenceLetter, text: string): boolean =>
  written(letter, text).some((one) => !isReference(one));
