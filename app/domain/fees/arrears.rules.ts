/** How a family is told: by telephone, by letter, at a visit, at a meeting with the town and the family. */
export const toldHows = ['phone', 'letter', 'visit', 'meeting'] as const;
export type ToldHow = (typeof toldHows)[number];

/**
 * The ladder 催缴: from which day after the due date each step is taken, and how at least. Ours, no rule sets it (待核实). It ends
 * with a meeting, because a frail person is not sent away for money: relief, another payer or a plan is looked for.
 */
export const arrearsSteps: readonly { readonly fromDay: number; readonly how: ToldHow }[] = [
  { fromDay: 1, how: 'phone' },
  { fromDay: 15, how: 'letter' },
  { fromDay: 30, how: 'visit' },
  { fromDay: 60, how: 'meeting' },
];

/** The step, from 1, that so many days after the due date ask for; 0 while nothing is overdue. */
export const stepAfter = (overdueDays: number): number =>
  arrearsSteps.filter(({ fromDay }) => overdueDays >= fromDay).length;
