import { addDays, addMonths, type PlainDate } from '../kernel/plain-date';

/** What is recorded of volunteers beside their hours. */
export const recordKinds = ['training', 'insurance', 'agreement', 'award', 'evaluation'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** How a training ended. */
export const trainingResults = ['passed', 'attended', 'failed'] as const;

/** When the law advises a written agreement (山东省志愿服务条例 第二十条). */
export const agreementCauses = ['risk', 'month', 'event', 'foreign', 'outside'] as const;

/** Whose word an evaluation is. */
export const evaluators = ['coordinator', 'client'] as const;

/** An end that lies within so many days is warned of (ours, 待核实). */
export const WARNING_DAYS = 60;

/** Ends of insurances that lie further back are no work any more. */
export const FORGOTTEN_DAYS = 365;

/** The days between which ends are warned of: `by` is the first day without a licence or cover that is told today. */
export const endsToWarnOf = (today: PlainDate) => ({
  since: addDays(today, -FORGOTTEN_DAYS),
  by: addDays(today, WARNING_DAYS),
});

/** Who has served before this day and since serves longer than a month (第二十条). */
export const monthBefore = (today: PlainDate): PlainDate => addMonths(today, -1);

/** Numbers of volunteers as people write them into a field: one a line, or with blanks and commas between; each once. */
export const numbersIn = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFKC')
      .toUpperCase()
      .split(/[\s,;、]+/)
      .filter(Boolean),
  ),
];
