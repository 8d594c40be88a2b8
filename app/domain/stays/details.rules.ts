import { bedAttributes } from '../beds/bed.rules';
import { type Refusal, refusal } from '../kernel/refusals';

/** How the guardian stands to the applicant (民法典 Art. 28 names who may be guardian). */
export const guardianRelations = [
  'spouse',
  'child',
  'parent',
  'sibling',
  'relative',
  'village',
  'other',
] as const;
export type GuardianRelation = (typeof guardianRelations)[number];

/** What care somebody needs beside the six abilities, as the family says. */
export const careNeeds = [
  'wheelchair',
  'bedridden',
  'incontinence',
  'tube_feeding',
  'oxygen',
  'memory',
  'sores',
  'medication',
] as const;
export type CareNeed = (typeof careNeeds)[number];

/** What a family would like of the room; the words of the beds. */
export const roomWishes = bedAttributes;
export type RoomWish = (typeof roomWishes)[number];

/** What makes the hardship, beside the category. */
export const hardshipFacts = [
  'disability_certificate',
  'low_income',
  'serious_illness',
  'living_alone',
  'carer_unable',
  'minor',
] as const;
export type HardshipFact = (typeof hardshipFacts)[number];

/** Kinds of disability on the certificate (残疾人残疾分类和分级 GB/T 26341). */
export const disabilityKinds = [
  'sight',
  'hearing',
  'speech',
  'physical',
  'intellectual',
  'mental',
  'multiple',
] as const;
export type DisabilityKind = (typeof disabilityKinds)[number];

/** What else an application says; sealed as one, because health facts are among it. */
export interface Details {
  readonly guardianRelation?: GuardianRelation;
  readonly care?: readonly CareNeed[];
  readonly rooms?: readonly RoomWish[];
  readonly wish?: string;
  readonly facts?: readonly HardshipFact[];
  readonly disabilityKind?: DisabilityKind;
  /** 1 to 4, 1 the worst. */
  readonly disabilityGrade?: number;
  /** Why required documents are not handed in yet. */
  readonly documentsLater?: string;
}

/** The same as typed. */
export interface DetailsSaid {
  readonly guardianRelation?: string;
  readonly care?: readonly string[];
  readonly rooms?: readonly string[];
  readonly wish?: string;
  readonly facts?: readonly string[];
  readonly disabilityKind?: string;
  readonly disabilityGrade?: number | string;
  readonly documentsLater?: string;
}

const TEXT_LENGTH = 500;

/**
 * Reads the details; what is wrong is added to `problems`: STAY.DETAIL_UNKNOWN (a code that is none), .DETAIL_LONG,
 * .DISABILITY_WHOLE (a certificate without kind and grade, or these without a certificate), .DISABILITY_GRADE.
 * @returns null when nothing was said
 */
export function readDetails(said: DetailsSaid, problems: Refusal[]): Details | null {
  const grade = readGrade(said.disabilityGrade, problems);
  const read: Details = {
    guardianRelation: one('guardianRelation', guardianRelations, said.guardianRelation, problems),
    care: any('care', careNeeds, said.care, problems),
    rooms: any('rooms', roomWishes, said.rooms, problems),
    wish: text('wish', said.wish, problems),
    facts: any('facts', hardshipFacts, said.facts, problems),
    disabilityKind: one('disabilityKind', disabilityKinds, said.disabilityKind, problems),
    disabilityGrade: grade,
    documentsLater: text('documentsLater', said.documentsLater, problems),
  };
  const certified = said.facts?.includes('disability_certificate') ?? false;
  if (certified && !said.disabilityKind)
    problems.push(refusal('STAY.DISABILITY_WHOLE', { field: 'disabilityKind' }));
  if (certified && !said.disabilityGrade)
    problems.push(refusal('STAY.DISABILITY_WHOLE', { field: 'disabilityGrade' }));
  if (!certified && (said.disabilityKind || said.disabilityGrade))
    problems.push(refusal('STAY.DISABILITY_UNTICKED', { field: 'facts' }));
  return Object.values(read).some((value) => value !== undefined) ? read : null;
}

function readGrade(said: number | string | undefined, problems: Refusal[]): number | undefined {
  if (said === undefined || said === '') return undefined;
  const grade = Number(said);
  if (Number.isInteger(grade) && grade >= 1 && grade <= 4) return grade;
  problems.push(refusal('STAY.DISABILITY_GRADE', { field: 'disabilityGrade' }));
  return undefined;
}

function one<Code extends string>(
  field: string,
  codes: readonly Code[],
  said: string | undefined,
  problems: Refusal[],
): Code | undefined {
  if (!said) return undefined;
  const code = codes.find((known) => known === said);
  if (!code) problems.push(refusal('STAY.DETAIL_UNKNOWN', { field }));
  return code;
}

function any<Code extends string>(
  field: string,
  codes: readonly Code[],
  said: readonly string[] | undefined,
  problems: Refusal[],
): Code[] | undefined {
  if (!said || said.length === 0) return undefined;
  if (said.some((given) => !codes.some((code) => code === given)))
    problems.push(refusal('STAY.DETAIL_UNKNOWN', { field }));
  return codes.filter((code) => said.includes(code));
}

function text(field: string, said: string | undefined, problems: Refusal[]): string | undefined {
  const given = said?.trim();
  if (!given) return undefined;
  if (given.length > TEXT_LENGTH)
    problems.push(refusal('STAY.DETAIL_LONG', { field, params: { most: TEXT_LENGTH } }));
  return given;
}
