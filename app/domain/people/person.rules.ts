import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { readName, readPhone } from './contact.rules';
import { readIdentityNumber, type Sex } from './identity.rules';

/** Household registration (户口性质). */
export const registrations = ['urban', 'rural'] as const;
export type Registration = (typeof registrations)[number];

/** Categories of hardship that the district's policy names: 特困, 低保, 低保边缘, 支出型困难, 特殊困难家庭. */
export const hardshipCategories = [
  'tekun',
  'dibao',
  'dibao_marginal',
  'expense',
  'special_hardship',
] as const;
export type HardshipCategory = (typeof hardshipCategories)[number];

/** What is said of a person, as typed or as read from a sheet. Empty texts count as absent. */
export interface PersonSaid {
  readonly name: string;
  readonly sex?: Sex;
  readonly birthDate?: PlainDate;
  readonly identityNumber?: string;
  readonly phone?: string;
}

/** A person as far as the texts have been read. */
export interface PersonRead {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: PlainDate;
  readonly identityNumber: string | null;
  readonly phone: string | null;
}

const at = (field: string, refusals: readonly Refusal[]): Refusal[] =>
  refusals.map((one) => ({ ...one, field }));

/** Sex and birth date: of the identity number where there is one, which what is said beside it must not contradict. */
function readBirth(
  said: PersonSaid,
  problems: Refusal[],
): Pick<PersonRead, 'sex' | 'birthDate' | 'identityNumber'> | undefined {
  if (!said.identityNumber?.trim()) {
    if (!said.sex) problems.push(refusal('PERSON.SEX_MISSING', { field: 'sex' }));
    if (!said.birthDate) problems.push(refusal('PERSON.BIRTH_DATE_MISSING', { field: 'birthDate' }));
    return said.sex && said.birthDate && { sex: said.sex, birthDate: said.birthDate, identityNumber: null };
  }
  const identity = readIdentityNumber(said.identityNumber);
  if (!identity.ok) {
    problems.push(...at('identityNumber', identity.refusals));
    return undefined;
  }
  const { number, sex, birthDate } = identity.value;
  if (said.sex && said.sex !== sex) problems.push(refusal('PERSON.SEX_DISAGREES', { field: 'sex' }));
  if (said.birthDate && said.birthDate !== birthDate) {
    problems.push(
      refusal('PERSON.BIRTH_DATE_DISAGREES', { field: 'birthDate', params: { written: said.birthDate } }),
    );
  }
  return { sex, birthDate, identityNumber: number };
}

/**
 * Reads a person. Refuses everything that is wrong at once: PERSON.NAME_MISSING, .NAME_FORM, .IDENTITY_FORM, .IDENTITY_DATE,
 * .IDENTITY_CHECK, .SEX_MISSING, .SEX_DISAGREES, .BIRTH_DATE_MISSING, .BIRTH_DATE_DISAGREES, .BIRTH_DATE_FUTURE, .PHONE_FORM.
 */
export function readPerson(said: PersonSaid, today: PlainDate): Result<PersonRead> {
  const problems: Refusal[] = [];
  const name = readName(said.name);
  if (!name.ok) problems.push(...at('name', name.refusals));
  const birth = readBirth(said, problems);
  if (birth && birth.birthDate > today)
    problems.push(refusal('PERSON.BIRTH_DATE_FUTURE', { field: 'birthDate' }));
  const phone = said.phone?.trim() ? readPhone(said.phone) : accept(null);
  if (!phone.ok) problems.push(...at('phone', phone.refusals));
  if (!name.ok || !birth || !phone.ok || problems.length > 0) return refuse(...problems);
  return accept({ name: name.value, ...birth, phone: phone.value });
}
