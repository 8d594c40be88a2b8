import { z } from 'zod';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { readCreditCode } from '../organisations/credit-code.rules';
import { readName, readPhone } from '../people/contact.rules';

/** Who gives, as they say it. */
export interface DonorForm {
  readonly kind?: 'person' | 'organisation' | undefined;
  readonly name: string;
  readonly creditCode?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
}

/** Who gives, as it is stored. */
export interface DonorFacts {
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  readonly creditCode: string | null;
  readonly phone: string | null;
  readonly mail: string | null;
}

const LONGEST_NAME = 100;

function readDonorName({ kind, name }: DonorForm): Result<string> {
  if (kind === 'person') return readName(name);
  const plain = name.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (plain === '') return refuse(refusal('DONOR.NAME_MISSING'));
  return plain.length > LONGEST_NAME
    ? refuse(refusal('DONOR.NAME_LONG', { params: { most: LONGEST_NAME } }))
    : accept(plain);
}

/** An address that receipts are sent to. Refuses DONOR.MAIL_FORM. */
export function readMail(text: string): Result<string> {
  const read = z.email().max(200).safeParse(text.normalize('NFKC').trim());
  return read.success ? accept(read.data) : refuse(refusal('DONOR.MAIL_FORM'));
}

/** `l***@example.cn`: enough to know it again. */
export const maskMail = (mail: string): string => mail.replace(/^(.).*@/, '$1***@');

/**
 * Reads a donor. An organisation names its unified social credit code, because its receipt has to
 * (财综〔2024〕1号 Art. 6: 交款人统一社会信用代码); a person has none.
 * Refuses PERSON.NAME_…, PERSON.PHONE_FORM, ORGANISATION.CREDIT_CODE_…, DONOR.KIND_MISSING, DONOR.NAME_MISSING,
 * DONOR.NAME_LONG, DONOR.CREDIT_CODE_MISSING, DONOR.CREDIT_CODE_OF_PERSON, DONOR.MAIL_FORM; all at once, fields under `donor.`.
 */
export function readDonor(form: DonorForm): Result<DonorFacts> {
  const problems: Refusal[] = [];
  const take = <T>(field: string, read: Result<T>): T | null => {
    if (read.ok) return read.value;
    problems.push(...read.refusals.map((one) => ({ ...one, field: `donor.${field}` })));
    return null;
  };
  if (!form.kind) problems.push(refusal('DONOR.KIND_MISSING', { field: 'donor.kind' }));
  const code = form.creditCode?.trim() ?? '';
  const name = take('name', readDonorName(form));
  const phone = form.phone?.trim() ? take('phone', readPhone(form.phone)) : null;
  const mail = form.mail?.trim() ? take('mail', readMail(form.mail)) : null;
  const creditCode =
    form.kind === 'organisation' && code !== '' ? take('creditCode', readCreditCode(code)) : null;
  if (form.kind === 'organisation' && code === '')
    problems.push(refusal('DONOR.CREDIT_CODE_MISSING', { field: 'donor.creditCode' }));
  if (form.kind === 'person' && code !== '')
    problems.push(refusal('DONOR.CREDIT_CODE_OF_PERSON', { field: 'donor.creditCode' }));
  if (problems.length > 0 || name === null || !form.kind) return refuse(...problems);
  return accept({ kind: form.kind, name, creditCode, phone, mail });
}

/** Name of the giver for everybody to see, or nothing when it must not be shown (慈善法 Art. 82). */
export const publicName = (gift: {
  readonly anonymous: boolean;
  readonly donorName: string | null;
}): string | undefined => (gift.anonymous ? undefined : (gift.donorName ?? undefined));
