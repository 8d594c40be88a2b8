import { SLOW_WAY_SECONDS } from '../access/public-guard';
import { type Refusal, refusal } from '../kernel/refusals';

/**
 * Limits of the public pages for giving; our own choice. Who waits for an online payment counts, who has paid does not: whoever tries
 * out what goes through leaves unpaid orders behind. Goods and transfers leave none, and count to the day alone. Browsers that solve
 * their task may do more than those that do not.
 */
export const givingLimits = {
  /** Orders from one address within an hour that are not paid yet: an office, or a carrier of mobile telephones, shares one. */
  waitingOfAddress: 20,
  unprovenWaitingOfAddress: 2,
  /** Refused to one address within an hour because a credit code is another donor's. */
  refusedOfAddress: 6,
  unprovenRefusedOfAddress: 2,
  /** Promised from one address within a day, paid or not. */
  ofAddressInADay: 60,
  unprovenOfAddressInADay: 10,
  /** Promised without a solved task within an hour, wherever from. */
  unprovenInAnHour: 30,
  /** Refused with one task because a credit code is another donor's: enough to mend a mistyped name. */
  refusedOfTask: 3,
} as const;

const EASIEST_TASK = 100;
const HARDEST = 16;
/** Promises within ten minutes after each of which the task is as much harder again. */
const CROWD = 20;

/** Keys that a browser tries at most: more as more is promised, so that a crowd of machines pays for it. */
export const effortFor = (promisedInTenMinutes: number): number =>
  EASIEST_TASK * Math.min(HARDEST, 1 + Math.floor(promisedInTenMinutes / CROWD));

/** What a task answers that has done its work. */
export const taskUsed = refusal('GIVING.TASK_USED', { field: 'guard' });

/** What is known of who promises when it is decided whether they may. */
export interface Standing {
  readonly proven: boolean;
  /** Seconds since the page was opened. */
  readonly seconds: number;
  /** Whether it is paid online. */
  readonly online: boolean;
  readonly waiting: number;
  readonly asked: number;
  readonly today: number;
  readonly unprovenWaiting: number;
  readonly unprovenAsked: number;
  readonly unprovenToday: number;
  /** Of everybody. */
  readonly unprovenInHour: number;
  /** With the same task. */
  readonly refused: number;
}

/**
 * Why somebody at a public page may not promise now. Answers GIVING.TASK_USED, and, none the fault of their task, which stays,
 * GIVING.TOO_SOON, GIVING.REFUSED_MANY, GIVING.UNPAID_MANY of what is paid online, GIVING.MANY_TODAY, GIVING.BUSY.
 */
export function guardRefusal(standing: Standing): Refusal | undefined {
  const limits = givingLimits;
  const { proven } = standing;
  if (standing.refused >= limits.refusedOfTask) return taskUsed;
  if (!proven && standing.seconds < SLOW_WAY_SECONDS)
    return refusal('GIVING.TOO_SOON', { params: { seconds: SLOW_WAY_SECONDS } });
  if (
    standing.asked >= limits.refusedOfAddress ||
    (!proven && standing.unprovenAsked >= limits.unprovenRefusedOfAddress)
  )
    return refusal('GIVING.REFUSED_MANY');
  if (
    standing.online &&
    (standing.waiting >= limits.waitingOfAddress ||
      (!proven && standing.unprovenWaiting >= limits.unprovenWaitingOfAddress))
  )
    return refusal('GIVING.UNPAID_MANY');
  if (
    standing.today >= limits.ofAddressInADay ||
    (!proven && standing.unprovenToday >= limits.unprovenOfAddressInADay)
  )
    return refusal('GIVING.MANY_TODAY');
  if (!proven && standing.unprovenInHour >= limits.unprovenInAnHour) return refusal('GIVING.BUSY');
  return undefined;
}
