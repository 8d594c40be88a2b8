import type { Fen } from '../kernel/money';
import { addDays, addMonths, type PlainDate } from '../kernel/plain-date';
import { inBoth, type Refusal, refusal } from '../kernel/refusals';
import {
  heldUntil,
  type Qualification,
  qualificationOf,
  receivingKinds,
  receivingRefusal,
} from './qualification.rules';

/** Days between the filing of a plan and the first day of an open appeal: 山东省慈善条例 Art. 21. */
export const DAYS_AFTER_FILING = 10;
/** Days within which an emergency appeal tells what it has received: 慈善法 Art. 72. */
const DAYS_URGENT = 5;
/** Months: a longer appeal tells at least as often while it runs, and every appeal so soon after its end (慈善法 Art. 79). */
const MONTHS_LONG = 6;
const MONTHS_TO_TELL = 3;
/** Days from its start within which the plan of an appeal in an emergency is filed afterwards: 慈善法 Art. 73. */
export const DAYS_TO_FILE_LATE = 10;
/** Days before the public is to be told, or a plan to be filed, from which on it is warned of. */
export const WARNING_DAYS = 7;

/** An appeal as far as it depends on the law whether it may be published. */
export interface AppealFacts {
  readonly kind: 'open' | 'directed';
  readonly urgent: boolean;
  readonly startsOn: PlainDate;
  /** Last day. */
  readonly endsOn: PlainDate;
  readonly goalFen: Fen | null;
  readonly planNumber: string | null;
  readonly planFiledOn: PlainDate | null;
  /** Day on which the draft was changed in what the filed plan says; null while they fit. */
  readonly planChangedOn: PlainDate | null;
}

/** What the plan on file says of an appeal: its name and aim, who receives what for, how much, and from when to when. */
export type Planned = Pick<AppealFacts, 'kind' | 'startsOn' | 'endsOn' | 'goalFen'> & {
  readonly entityId: string;
  readonly purposeId: string;
  readonly title: string;
  readonly about: string;
};

const plannedFields = [
  'kind',
  'entityId',
  'purposeId',
  'title',
  'about',
  'goalFen',
  'startsOn',
  'endsOn',
] as const satisfies readonly (keyof Planned)[];

/** Whether an appeal differs from what its plan was filed for, so that the plan is to be filed anew (慈善法 Art. 56). */
export const differsFromPlan = (before: Planned, after: Planned): boolean =>
  plannedFields.some((field) => before[field] !== after[field]);

interface Asking {
  readonly name: string;
  readonly nameEn: string | null;
  readonly qualifications: readonly Qualification[];
}

/** First day on which an appeal still takes gifts: its own first day, or today once that is past. */
export const takesFrom = ({ startsOn }: Pick<AppealFacts, 'startsOn'>, today: PlainDate): PlainDate =>
  startsOn > today ? startsOn : today;

/** Why whoever an appeal is for may not take its gifts, all at once: it needs the right to receive to the last day. */
function receiverRefusals(appeal: AppealFacts, entity: Asking, today: PlainDate): Refusal[] {
  const from = takesFrom(appeal, today);
  const unable = receivingRefusal(entity, from);
  if (unable) return [unable];
  const problems: Refusal[] = [];
  const entityBoth = inBoth(entity);
  if (!appeal.urgent && onlyBureau(entity, from))
    problems.push(refusal('APPEAL.BUREAU_ONLY_DISASTER', { field: 'entityId', params: { entityBoth } }));
  const until = heldUntil(entity.qualifications, receivingKinds, from);
  if (until && until <= appeal.endsOn)
    problems.push(
      refusal('APPEAL.RECEIVING_ENDS', {
        field: 'endsOn',
        params: { entityBoth, until: addDays(until, -1) },
      }),
    );
  return problems;
}

/** Why an open appeal may not be published, all at once: who asks the public needs the right to it, and a plan on file. */
function openRefusals(appeal: AppealFacts, entity: Asking, today: PlainDate): Refusal[] {
  const { urgent, startsOn, endsOn, planFiledOn, planChangedOn } = appeal;
  const problems: Refusal[] = [];
  const until = heldUntil(entity.qualifications, ['public_fundraising'], startsOn);
  const params = { entityBoth: inBoth(entity) };
  if (until === undefined) problems.push(refusal('APPEAL.NO_RIGHT', { field: 'kind', params }));
  else if (until !== null && until <= endsOn)
    problems.push(
      refusal('APPEAL.RIGHT_ENDS', {
        field: 'endsOn',
        params: { ...params, until: addDays(until, -1) },
      }),
    );
  // In an emergency the plan may be filed within ten days after the start (慈善法 Art. 73).
  if (urgent) return problems;
  if (planFiledOn === null) problems.push(refusal('APPEAL.PLAN_MISSING', { field: 'planNumber' }));
  else {
    if (planChangedOn !== null)
      problems.push(
        refusal('APPEAL.PLAN_CHANGED', {
          field: 'planNumber',
          params: { filed: planFiledOn, changed: planChangedOn },
        }),
      );
    const earliest = addDays(planFiledOn, DAYS_AFTER_FILING);
    if (planFiledOn > today) problems.push(refusal('APPEAL.PLAN_AHEAD', { field: 'planFiledOn' }));
    if (startsOn < earliest)
      problems.push(
        refusal('APPEAL.PLAN_WAITS', {
          field: 'startsOn',
          params: { days: DAYS_AFTER_FILING, filed: planFiledOn, earliest },
        }),
      );
  }
  return problems;
}

/**
 * Why an appeal may not be published, all at once, each with its clause. Its receiver needs the right to receive as long as it takes
 * gifts; without the right to ask the public it may be directed only; a bureau may ask for itself only after a disaster.
 * Answers APPEAL.NO_RIGHT, .RIGHT_ENDS, .RECEIVING_ENDS, .PLAN_MISSING, .PLAN_CHANGED (filed for something else), .PLAN_AHEAD,
 * .PLAN_WAITS, .BUREAU_ONLY_DISASTER, .OVER,
 * .NOTHING_ASKED, .GOAL_BELOW_NEEDS, GIFT.ENTITY_NOT_QUALIFIED, GIFT.ENTITY_LAPSED.
 */
export function publishRefusals(
  appeal: AppealFacts & { readonly needs: readonly { readonly amountFen: Fen | null }[] },
  entity: Asking,
  today: PlainDate,
): Refusal[] {
  const { kind, endsOn, goalFen, needs } = appeal;
  const problems = receiverRefusals(appeal, entity, today);
  if (kind === 'open') problems.push(...openRefusals(appeal, entity, today));
  if (endsOn < today) problems.push(refusal('APPEAL.OVER', { field: 'endsOn' }));
  const neededFen = needs.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n);
  if (goalFen === null && needs.length === 0)
    problems.push(refusal('APPEAL.NOTHING_ASKED', { field: 'goalFen' }));
  else if (neededFen > (goalFen ?? 0n))
    problems.push(
      refusal('APPEAL.GOAL_BELOW_NEEDS', { field: 'goalFen', params: { neededFen: neededFen.toString() } }),
    );
  return problems;
}

const onlyBureau = ({ qualifications }: Asking, on: PlainDate): boolean =>
  qualificationOf(qualifications, 'bureau', on) !== undefined &&
  qualificationOf(qualifications, 'charity', on) === undefined &&
  qualificationOf(qualifications, 'public_institution', on) === undefined;

/** Day by which a running appeal has to tell the public next, counted from when it last did or began; null when it need not. */
export function nextReport(
  { urgent, startsOn, endsOn }: Pick<AppealFacts, 'urgent' | 'startsOn' | 'endsOn'>,
  lastOn: PlainDate,
): PlainDate | null {
  if (urgent) return addDays(lastOn, DAYS_URGENT);
  return endsOn > addMonths(startsOn, MONTHS_LONG) ? addMonths(lastOn, MONTHS_TO_TELL) : null;
}

/** Day by which the whole report of an appeal is due that ended. */
export const lastReport = (endedOn: PlainDate): PlainDate => addMonths(endedOn, MONTHS_TO_TELL);

/** What says whether a plan is on file that fits. */
type Filed = Pick<AppealFacts, 'kind' | 'urgent' | 'startsOn' | 'planNumber' | 'planChangedOn'>;

const filedAndFits = ({ planNumber, planChangedOn }: Filed): boolean =>
  planNumber !== null && planChangedOn === null;

/**
 * Day by which the plan of an appeal in an emergency is to be filed that was published without one, or with one that no longer fits;
 * null when none is due.
 */
export const planDue = (appeal: Filed & { readonly status: string }): PlainDate | null =>
  appeal.status === 'draft' ? null : lateFilingBy(appeal);

/** Last day on which the plan of an open appeal in an emergency may be filed afterwards; null when it needs not. */
const lateFilingBy = (appeal: Filed): PlainDate | null =>
  appeal.kind === 'open' && appeal.urgent && !filedAndFits(appeal)
    ? addDays(appeal.startsOn, DAYS_TO_FILE_LATE)
    : null;

/**
 * What publishing an appeal in an emergency leaves out and brings, for whoever decides on it: days by which its plan is to be filed
 * afterwards (null when it is on file) and by which the public is first told; undefined of any other appeal.
 */
export const emergencyDuties = (
  appeal: Filed & Pick<AppealFacts, 'endsOn'>,
): { readonly planBy: PlainDate | null; readonly firstReportBy: PlainDate } | undefined =>
  appeal.urgent
    ? { planBy: lateFilingBy(appeal), firstReportBy: addDays(appeal.startsOn, DAYS_URGENT) }
    : undefined;

/** How urgently the public is to be told, or a plan to be filed: `late`, `soon`, or not yet. */
export function reportState(
  dueOn: PlainDate | null,
  today: PlainDate,
): 'late' | 'soon' | 'later' | undefined {
  if (dueOn === null) return undefined;
  if (dueOn < today) return 'late';
  return dueOn <= addDays(today, WARNING_DAYS) ? 'soon' : 'later';
}

/** Whether gifts are taken for an appeal on a day. */
export const isRunning = (
  appeal: Pick<AppealFacts, 'startsOn' | 'endsOn'> & { readonly status: string },
  on: PlainDate,
): boolean => appeal.status === 'published' && appeal.startsOn <= on && on <= appeal.endsOn;

/** What became of a need. */
export type NeedState = 'open' | 'drafted' | 'asked' | 'met' | 'unmet' | 'withdrawn';

/**
 * What became of a need: `open` while no appeal has taken it up, `drafted` in one that asks nobody yet, `asked` while it runs, `met`
 * once as much was accepted (of money: once the goal that it counts into has arrived), `unmet` when its appeal ended before.
 */
export function needState({
  withdrawn,
  quantity,
  accepted,
  appeal,
}: {
  readonly withdrawn: boolean;
  /** Null of money. */
  readonly quantity: number | null;
  readonly accepted: number;
  readonly appeal: {
    readonly status: 'draft' | 'published' | 'ended' | 'reported';
    readonly goalFen: Fen | null;
    readonly receivedFen: Fen;
  } | null;
}): NeedState {
  if (withdrawn) return 'withdrawn';
  if (!appeal) return 'open';
  if (appeal.status === 'draft') return 'drafted';
  const met =
    quantity === null
      ? appeal.goalFen !== null && appeal.receivedFen >= appeal.goalFen
      : accepted >= quantity;
  if (met) return 'met';
  return appeal.status === 'published' ? 'asked' : 'unmet';
}
