import { type Refusal, refusal } from '../kernel/refusals';
import { readPhone } from '../people/contact.rules';

/** Parts of a health file 健康档案 (养老机构管理办法 第十九条 asks for one; its parts are ours, 待核实). */
export const healthKinds = ['allergy', 'medicine', 'diagnosis', 'diet', 'doctor', 'note'] as const;
export type HealthKind = (typeof healthKinds)[number];

/** What an entry says; all of it is sealed together. */
export interface HealthContent {
  /** The substance, the illness, the medicine, the doctor's name, or the note. */
  readonly text: string;
  /** Of a medicine: how much at a time, in words, such as `5 mg 1 片`. */
  readonly dose?: string;
  /** Of a medicine: times of day `HH:MM` in their order; none when it is taken as needed. */
  readonly times?: readonly string[];
  /** Of a doctor: hospital and department. */
  readonly place?: string;
  readonly phone?: string;
  /** Of an entry that puts another one right: why. */
  readonly reason?: string;
}

/** Times of day as people list them (`8:00、12：00 18:00`), in their order as `HH:MM`; undefined when one of them is none. */
export function readTimes(texts: readonly string[]): readonly string[] | undefined {
  const times = texts
    .flatMap((text) => text.normalize('NFKC').split(/[\s,、;]+/))
    .filter((text) => text !== '')
    .map((text) => /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text))
    .map((match) => match && `${(match[1] ?? '').padStart(2, '0')}:${match[2]}`);
  return times.every((time) => time !== null) ? [...new Set(times)].sort() : undefined;
}

/** What an entry of a kind keeps of what was said, and why it cannot be taken: CARE.DOSE_MISSING, PERSON.PHONE_FORM. */
export function readContent(
  kind: HealthKind,
  { text, dose, times, place, phone, reason }: HealthContent,
): { content: HealthContent; problems: readonly Refusal[] } {
  const problems: Refusal[] = [];
  if (kind === 'medicine' && !dose) problems.push(refusal('CARE.DOSE_MISSING', { field: 'dose' }));
  const read = kind === 'doctor' && phone ? readPhone(phone) : undefined;
  if (read && !read.ok) problems.push(...read.refusals.map((one) => ({ ...one, field: 'phone' })));
  return {
    content: {
      text,
      ...(kind === 'medicine' && { dose, times: times ?? [] }),
      ...(kind === 'doctor' && { place, phone: read?.ok ? read.value : undefined }),
      ...(reason && { reason }),
    },
    problems,
  };
}
