import type { PlainDate } from '../kernel/plain-date';
import { parsePlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { type SixItem, sixItems } from '../people/applicant-row.rules';
import { readName, readPhone } from '../people/contact.rules';
import { type HardshipCategory, hardshipCategories } from '../people/person.rules';
import { type Details, type DetailsSaid, readDetails } from './details.rules';

/** Where an application stands in the records. */
export const applicationStatuses = [
  'received',
  'eligible',
  'ineligible',
  'waiting',
  'offered',
  'admitted',
  'declined',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** Under way: the person can have no second one. */
export const openStatuses = ['received', 'eligible', 'waiting', 'offered'] as const;

/**
 * Where an application stands as people see it: an eligible person whose six items are scored and confirmed is
 * assessed. Not stored, because the assessment is what says so.
 */
export const stages = [...applicationStatuses, 'assessed'] as const;
export type Stage = (typeof stages)[number];

export const stageOf = (status: ApplicationStatus, grade: string | null): Stage =>
  status === 'eligible' && grade !== null ? 'assessed' : status;

/** What the family states of the six abilities; whatever they leave open is absent. */
export type Stated = Partial<Record<SixItem, 'met' | 'unmet'>>;

/** What is asked besides who the person is, as typed. */
export interface ApplicationSaid extends DetailsSaid {
  readonly category?: string;
  readonly householdSize?: number | string;
  readonly guardianName?: string;
  readonly guardianPhone?: string;
  readonly stated?: Readonly<Record<string, string | undefined>>;
  readonly appliedOn?: string;
  readonly note?: string;
}

/** An application as it is to be written. */
export interface ApplicationRead {
  readonly category: HardshipCategory;
  /** Persons, 1 to 30. */
  readonly householdSize: number | null;
  readonly guardianName: string | null;
  readonly guardianPhone: string | null;
  readonly stated: Stated | null;
  readonly appliedOn: PlainDate;
  readonly note: string | null;
  readonly details: Details | null;
}

const NOTE_LENGTH = 1_000;

/**
 * Reads an application and names all that is wrong at once: STAY.CATEGORY_MISSING, .HOUSEHOLD_SIZE, .APPLIED_ON_FORM,
 * .APPLIED_ON_FUTURE, .STATED_FORM, .NOTE_LONG, .CONTACT_MISSING, what `readDetails` refuses, and of the guardian what
 * `readName` and `readPhone` refuse.
 * @param reachable the person has a telephone of their own
 */
export function readApplication(
  said: ApplicationSaid,
  { today, reachable }: { today: PlainDate; reachable: boolean },
): Result<ApplicationRead> {
  const problems: Refusal[] = [];
  const category = hardshipCategories.find((code) => code === said.category);
  if (!category) problems.push(refusal('STAY.CATEGORY_MISSING', { field: 'category' }));

  const householdSize = said.householdSize === undefined ? null : Number(said.householdSize);
  if (
    householdSize !== null &&
    !(Number.isInteger(householdSize) && householdSize >= 1 && householdSize <= 30)
  ) {
    problems.push(refusal('STAY.HOUSEHOLD_SIZE', { field: 'householdSize' }));
  }
  const appliedOn = said.appliedOn?.trim() ? parsePlainDate(said.appliedOn.trim()) : today;
  if (!appliedOn) problems.push(refusal('STAY.APPLIED_ON_FORM', { field: 'appliedOn' }));
  else if (appliedOn > today) problems.push(refusal('STAY.APPLIED_ON_FUTURE', { field: 'appliedOn' }));

  const guardianName = readOptional('guardianName', said.guardianName, readName, problems);
  const guardianPhone = readOptional('guardianPhone', said.guardianPhone, readPhone, problems);
  if (!said.guardianPhone?.trim() && !reachable) {
    problems.push(refusal('STAY.CONTACT_MISSING', { field: 'guardianPhone' }));
  }
  const note = said.note?.trim() || null;
  if (note && note.length > NOTE_LENGTH) {
    problems.push(refusal('STAY.NOTE_LONG', { field: 'note', params: { most: NOTE_LENGTH } }));
  }
  const stated = readStated(said.stated ?? {}, problems);
  const details = readDetails(said, problems);
  if (problems.length > 0 || !category || !appliedOn) return refuse(...problems);
  return accept({ category, householdSize, guardianName, guardianPhone, stated, appliedOn, note, details });
}

function readOptional(
  field: string,
  text: string | undefined,
  reader: (text: string) => Result<string>,
  problems: Refusal[],
): string | null {
  if (!text?.trim()) return null;
  const read = reader(text);
  if (read.ok) return read.value;
  problems.push(...read.refusals.map((one) => ({ ...one, field })));
  return null;
}

function readStated(said: Readonly<Record<string, string | undefined>>, problems: Refusal[]): Stated | null {
  const stated: Stated = {};
  for (const item of sixItems) {
    const answer = said[item];
    if (answer === 'met' || answer === 'unmet') stated[item] = answer;
    else if (answer) problems.push(refusal('STAY.STATED_FORM', { field: `stated.${item}` }));
  }
  return Object.keys(stated).length > 0 ? stated : null;
}
