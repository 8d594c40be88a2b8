import { ageOn, type PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

/** The six services of the policy: 家境调查 人文关怀 心理疏导 资源链接 能力提升 社会融入 (博政字〔2021〕12号 二（六）). */
export const serviceKinds = [
  'survey',
  'companionship',
  'counselling',
  'resources',
  'skills',
  'inclusion',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

export const skillCodes = [
  'nursing',
  'counselling',
  'haircut',
  'repair',
  'driving',
  'tutoring',
  'sign_language',
  'legal',
] as const;
export type Skill = (typeof skillCodes)[number];

/** Skills for which the law asks a licence (志愿服务条例 第十六条): 护理 心理咨询 法律. */
export const licensedSkills: ReadonlySet<Skill> = new Set(['nursing', 'counselling', 'legal']);

/** Cumulative hours for one to five stars (民函〔2012〕340号). */
export const starHours = [100, 300, 600, 1000, 1500] as const;

/** Stars, 0 to 5, for the minutes a volunteer has given, by the hours that each star asks. */
export const starsOf = (minutes: number, asked: readonly number[] = starHours): number =>
  asked.filter((hours) => minutes >= hours * 60).length;

/** From this age on a person may be a volunteer, with the consent of a guardian until 18 (民法典 第十九条; 山东省志愿服务条例 第十条). */
export const YOUNGEST = 8;
export const ADULT = 18;

/** Who a guardian is to a volunteer under age. */
export const guardianRelations = ['father', 'mother', 'grandparent', 'other'] as const;
export type GuardianRelation = (typeof guardianRelations)[number];

/** A guardian who has consented. */
export interface Guardian {
  readonly name?: string;
  readonly relation?: GuardianRelation;
  readonly consentOn?: PlainDate;
}

export interface WeeklySlot {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** Minutes after midnight, half-open. */
  readonly fromMinute: number;
  readonly untilMinute: number;
}

export interface HeldSkill {
  readonly skill: Skill;
  readonly licenceNumber?: string;
  /** Last day on which the licence holds. */
  readonly validUntil?: PlainDate;
}

/** Why somebody cannot be registered as stated; every reason at once. The age is judged once the birth date is known. */
export function registrationProblems(stated: {
  birthDate?: PlainDate;
  guardian: Guardian;
  skills: readonly HeldSkill[];
  availability: readonly WeeklySlot[];
  today: PlainDate;
}): Refusal[] {
  const problems: Refusal[] = [];
  const age = stated.birthDate === undefined ? ADULT : ageOn(stated.birthDate, stated.today);
  if (age < YOUNGEST)
    problems.push(refusal('VOLUNTEER.TOO_YOUNG', { field: 'identityNumber', params: { age: YOUNGEST } }));
  else if (age < ADULT) problems.push(...guardianProblems(stated.guardian, stated.today));
  problems.push(...skillProblems(stated.skills, stated.today), ...availabilityProblems(stated.availability));
  return problems;
}

/** What is missing of the guardian of somebody under age: name, relation, and the day of a consent that is given. */
export function guardianProblems({ name, relation, consentOn }: Guardian, today: PlainDate): Refusal[] {
  const problems: Refusal[] = [];
  if (!name?.trim()) problems.push(refusal('VOLUNTEER.GUARDIAN_NAME_MISSING', { field: 'guardianName' }));
  if (!relation) problems.push(refusal('VOLUNTEER.GUARDIAN_RELATION_MISSING', { field: 'guardianRelation' }));
  if (!consentOn)
    problems.push(refusal('VOLUNTEER.GUARDIAN_CONSENT_MISSING', { field: 'guardianConsentOn' }));
  else if (consentOn > today)
    problems.push(refusal('VOLUNTEER.GUARDIAN_CONSENT_IN_FUTURE', { field: 'guardianConsentOn' }));
  return problems;
}

/** Why skills cannot be held as stated: one twice, and licences that the law asks for and that are missing or over. */
export function skillProblems(skills: readonly HeldSkill[], today: PlainDate): Refusal[] {
  return skills.flatMap((held, index) => {
    const twice = skills.slice(0, index).some((one) => one.skill === held.skill);
    if (twice) return [refusal('VOLUNTEER.SKILL_TWICE', { field: `skills.${index}.skill` })];
    if (!licensedSkills.has(held.skill)) return [];
    if (!held.licenceNumber?.trim())
      return [refusal('VOLUNTEER.LICENCE_MISSING', { field: `skills.${index}.licenceNumber` })];
    if (!held.validUntil)
      return [refusal('VOLUNTEER.LICENCE_MISSING', { field: `skills.${index}.validUntil` })];
    return held.validUntil < today
      ? [
          refusal('VOLUNTEER.LICENCE_EXPIRED', {
            field: `skills.${index}.validUntil`,
            params: { date: held.validUntil },
          }),
        ]
      : [];
  });
}

/** Why a week of availability cannot be kept: each slot that is empty or backward, or overlaps one before it on its weekday. */
export function availabilityProblems(slots: readonly WeeklySlot[]): Refusal[] {
  return slots.flatMap((slot, index) => {
    const field = `availability.${index}.until`;
    if (slot.fromMinute >= slot.untilMinute || slot.untilMinute > 1440)
      return [refusal('VOLUNTEER.AVAILABILITY_BACKWARD', { field })];
    const overlaps = slots
      .slice(0, index)
      .some(
        (one) =>
          one.weekday === slot.weekday &&
          one.fromMinute < slot.untilMinute &&
          slot.fromMinute < one.untilMinute,
      );
    return overlaps ? [refusal('VOLUNTEER.AVAILABILITY_OVERLAPS', { field })] : [];
  });
}

const WEEKDAYS = '一二三四五六日';
const SLOT = /^(?:周|星期)([一二三四五六日天1-7])(\d{1,2})[:：](\d{2})[-–—~至到](\d{1,2})[:：](\d{2})$/;

/**
 * Reads a week as people write it into a cell: `周一 8:00-12:00；周三 14:00-18:00`.
 * Undefined when any part is not understood: half a week is not what was meant.
 */
export function readAvailability(text: string): WeeklySlot[] | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[;,，；、\n]/)
    .map((part) => part.replace(/\s/g, ''))
    .filter(Boolean);
  const slots: WeeklySlot[] = [];
  for (const part of parts) {
    const match = SLOT.exec(part);
    if (!match) return undefined;
    const [, day = '', fromHour, fromMinute, untilHour, untilMinute] = match;
    const weekday = /\d/.test(day) ? Number(day) : WEEKDAYS.indexOf(day === '天' ? '日' : day) + 1;
    slots.push({
      weekday,
      fromMinute: Number(fromHour) * 60 + Number(fromMinute),
      untilMinute: Number(untilHour) * 60 + Number(untilMinute),
    });
  }
  return slots;
}

/** Status on a day: a pause that was given an end is over by itself. */
export const standingOn = (
  { status, pausedUntil }: { status: string; pausedUntil: string | null },
  today: PlainDate,
): string => (status === 'paused' && pausedUntil !== null && pausedUntil <= today ? 'active' : status);

/** A volunteer's number: year of registration and place in the register. */
export const volunteerNumber = (year: number, place: number): string =>
  `V${year}${String(place).padStart(5, '0')}`;

/** A certificate's number: 志愿服务记录证明 of the year. */
export const certificateNumber = (year: number, place: number): string =>
  `ZYZM${year}${String(place).padStart(6, '0')}`;

/** The year of a civil date, as registers count it. */
export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));
