import type { Place } from '../../kernel/place';
import type { PlainDate } from '../../kernel/plain-date';
import type { DispatchFacts } from '../../volunteers/dispatch.rules';

/** Time taken on one day, minutes after midnight, half-open, at a place. */
export interface Engagement {
  readonly date: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly place: Place;
}

/** A part of one day, minutes after midnight, half-open. */
export interface DayTime {
  readonly date: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
}

export interface PlanVolunteer extends DispatchFacts {
  readonly id: string;
  /** Where a day begins, and from where the radius counts. */
  readonly home: Place;
  /** Where a day ends; home when absent. */
  readonly end?: Place;
  readonly serviceKinds: readonly string[];
  /** When visits can be made, exceptions resolved; the way there and back lies outside. */
  readonly availability: readonly DayTime[];
  readonly dailyLimitMinutes: number;
  readonly weeklyLimitMinutes: number;
  /** Promised before: never moved by a plan. Those of the weeks around count for the weekly limit. */
  readonly engagements: readonly Engagement[];
}

/** When a visit is, and who comes. */
export interface Appointment {
  readonly date: PlainDate;
  readonly fromMinute: number;
  readonly volunteerIds: readonly string[];
}

export interface PlanNeed {
  readonly id: string;
  readonly place: Place;
  readonly serviceKind: string;
  readonly skill: string | null;
  readonly durationMinutes: number;
  /** Volunteers who have to be there at the same time. */
  readonly volunteersNeeded: number;
  readonly windows: readonly DayTime[];
  /** What was asked for where the other of a pair leaves less than that: outside `windows` it is the order that stops. */
  readonly asked?: readonly DayTime[];
  /** 1 urgent, 2 usual, 3 when there is time; usual when absent. */
  readonly priority?: 1 | 2 | 3;
  /** Price of leaving an optional visit out, minutes; the price of its priority when absent. */
  readonly leftOutCost?: number;
  /** Starts so many minutes after the start of another of the needs, and only if that one is planned. */
  readonly after?: { readonly needId: string; readonly minGap: number; readonly maxGap: number };
  /** Volunteers who must not be sent. */
  readonly excluded?: readonly string[];
  /** Volunteers who came before, or are promised to come before it; where there are any, somebody new costs `strangerCost`. */
  readonly cameBefore?: readonly string[];
  /** Fixed by hand: stays as it is, whatever the rules say. */
  readonly fixed?: Appointment;
  /** Promised already; each change has its price. */
  readonly published?: Appointment;
  /** Proposed by the draft that this plan is made from, which somebody has looked at: what is not promised changes for the same price. */
  readonly drafted?: Appointment;
}

/** What the plan may do, and what each thing costs next to a minute on the way. */
export interface PlanSettings {
  /** Longest way from a volunteer's home to a visit; the policy's half hour (半小时服务半径). */
  readonly radiusMinutes: number;
  /** Visits start on multiples of this many minutes. */
  readonly gridMinutes: number;
  /** Visits between which nobody rests may last no longer than this from the first start to the last end, ways included. */
  readonly restAfterMinutes: number;
  /** As much free time between two visits, the way not counted, is a rest. */
  readonly restMinutes: number;
  /** A visit may end so many minutes after its window. */
  readonly mostLateMinutes: number;
  /** Per minute after the window. */
  readonly lateCost: number;
  /** Per minute of waiting between two visits of a day. */
  readonly waitCost: number;
  /** Longer waiting costs no more: they go home in between. */
  readonly mostWaitMinutes: number;
  /** Each volunteer who is new where others came before. */
  readonly strangerCost: number;
  /** A volunteer's last minute within the weekly limit costs this much, the first nothing: hours are shared out. */
  readonly fairnessCost: number;
  /** Leaving out a visit that is urgent, usual, or for when there is time, for each volunteer needed. */
  readonly leftOutCosts: readonly [number, number, number];
  /** Each volunteer who comes to a published visit in another's stead. */
  readonly changedVolunteerCost: number;
  /** A published visit at another time. */
  readonly changedTimeCost: number;
}

/**
 * A promise is worth more than any way that breaking it could save (a visit has at most two ways of twice the radius),
 * and a visit that can be made is worth some broken promises.
 */
export const defaultPlanSettings: PlanSettings = {
  radiusMinutes: 30,
  gridMinutes: 15,
  restAfterMinutes: 240,
  restMinutes: 30,
  mostLateMinutes: 0,
  lateCost: 2,
  waitCost: 0.1,
  mostWaitMinutes: 120,
  strangerCost: 20,
  fairnessCost: 0.1,
  leftOutCosts: [20_000, 8_000, 3_000],
  changedVolunteerCost: 600,
  changedTimeCost: 400,
};

/** Days from `from` until `until`, half-open, and all that is to be known of them. */
export interface WeekProblem {
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly needs: readonly PlanNeed[];
  readonly volunteers: readonly PlanVolunteer[];
  readonly settings: PlanSettings;
}

/** A need that is met. */
export interface PlacedNeed extends Appointment {
  readonly needId: string;
}

/** The plan to begin with: the draft that it is made from, and what was promised. */
export const planBefore = ({ needs }: WeekProblem): PlacedNeed[] =>
  needs.flatMap(({ id, published, drafted = published }) => (drafted ? [{ needId: id, ...drafted }] : []));

/** Rules that may stop a volunteer, from the one that always holds to the one that hangs on the hour. */
export const planningRules = [
  'service-kind',
  'skill',
  'excluded',
  'radius',
  'no-start',
  'order',
  'licence-expired',
  'minor',
  'insurance',
  'availability',
  'daily-limit',
  'weekly-limit',
  'elsewhere',
  'rest',
] as const;

export type PlanningRule = (typeof planningRules)[number];

/** What one volunteer at one visit costs. */
export interface AssignmentCost {
  /** How much longer the ways of that day are, minutes. */
  readonly way: number;
  /** How much longer they wait between visits, minutes. */
  readonly wait: number;
  /** Minutes after the window. */
  readonly late: number;
  /** Somebody new where others came before. */
  readonly stranger: boolean;
  /** Somebody else than was promised. */
  readonly changed: boolean;
  /** All of it and the share of the hours, weighed. */
  readonly total: number;
}

/** Why a volunteer is at a visit. */
export interface Explanation {
  readonly cost: AssignmentCost;
  /** The next best volunteer for the same time, had this one not been there, and how much more that would cost. */
  readonly next: {
    readonly volunteerId: string;
    readonly travelMinutes: number;
    readonly extraCost: number;
  } | null;
}

/** A volunteer at a need, and why that one. */
export interface PlannedAssignment extends Engagement, Explanation {
  readonly needId: string;
  readonly volunteerId: string;
  /** From home, or from the visit before on that day. */
  readonly travelMinutes: number;
}

/** A need that stayed open, and how many volunteers each rule stopped at the hour that came closest. */
export interface UnmetNeed {
  readonly needId: string;
  readonly stoppedBy: Partial<Record<PlanningRule, number>>;
  /** Volunteers whom no rule stopped: too few at the same hour, or leaving it out is cheaper. */
  readonly free: number;
}

export interface PlanTotals {
  readonly visits: number;
  readonly unmet: number;
  readonly travelMinutes: number;
  readonly waitMinutes: number;
  readonly lateMinutes: number;
  /** Volunteers who come to a published visit in another's stead. */
  readonly changedAssignments: number;
  /** Published visits at another time. */
  readonly changedTimes: number;
  readonly cost: number;
}

export interface VisitPlan {
  readonly assignments: readonly PlannedAssignment[];
  readonly unmet: readonly UnmetNeed[];
  readonly totals: PlanTotals;
}
