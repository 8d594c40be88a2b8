import { accept, type Result, refusal, refuse } from '../kernel/refusals';

/**
 * Reads a telephone number of the mainland as people type it: blanks, dashes, brackets, full-width digits and +86
 * are put right. Mobile numbers have 11 digits; fixed ones keep their area code, `0533-4110000`.
 * Refuses PERSON.PHONE_FORM.
 */
export function readPhone(text: string): Result<string> {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s()\-–—]/g, '')
    .replace(/^(\+|00)86/, '');
  if (/^1[3-9]\d{9}$/.test(plain)) return accept(plain);
  const fixed = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$/.exec(plain);
  return fixed ? accept(`${fixed[1]}-${fixed[2]}`) : refuse(refusal('PERSON.PHONE_FORM'));
}

/** `199****5765`, `0533-***0000`: enough to recognise a number one knows. */
export function maskPhone(phone: string): string {
  const [area, local] = phone.split('-');
  if (area && local) return `${area}-${'*'.repeat(local.length - 4)}${local.slice(-4)}`;
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** Nothing of an address is shown before a reveal; town and village stand in fields of their own. */
export const maskAddress = (): string => '******';

/**
 * Reads a person's name: blanks around it go, blanks between Chinese characters too (`曾  国` is 曾国), and the
 * several middle dots of minority names become one (`·`, GB 18030).
 * Refuses PERSON.NAME_MISSING, PERSON.NAME_FORM (characters that no name has, or longer than 60).
 */
export function readName(text: string): Result<string> {
  const plain = text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/[・•‧∙●．]/g, '·')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  if (plain === '') return refuse(refusal('PERSON.NAME_MISSING'));
  if (plain.length > 60 || !/^\p{L}[\p{L}\p{M}·.' -]*$/u.test(plain))
    return refuse(refusal('PERSON.NAME_FORM'));
  return accept(plain);
}
