import type { PlainDate } from '../../kernel/plain-date';
import { type DispatchFacts, dispatchBar, needsCompany } from '../../volunteers/dispatch.rules';
import { type Place, travelMinutes } from './travel';

/** Time taken on one day, minutes after midnight, half-open, at a place. */
export interface Engagement {
  readonly date: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly place: Place;
}

export interface PlanVolunteer extends DispatchFacts {
  readonly id: string;
  readonly home: Place;
  readonly serviceKinds: readonly string[];
  /** By day: the week with its exceptions resolved. */
  readonly availability: readonly {
    readonly date: PlainDate;
    readonly fromMinute: number;
    readonly untilMinute: number;
  }[];
  readonly dailyLimitMinutes: number;
  readonly weeklyLimitMinutes: number;
  /** Published before: never moved by a plan. */
  readonly engagements: readonly Engagement[];
}

export interface PlanNeed {
  readonly id: string;
  readonly place: Place;
  readonly serviceKind: string;
  readonly skill: string | null;
  readonly durationMinutes: number;
  /** Volunteers who have to be there at the same time. */
  readonly volunteersNeeded: number;
  readonly windows: readonly {
    readonly date: PlainDate;
    readonly fromMinute: number;
    readonly untilMinute: number;
  }[];
}

/** Rules that may stop a volunteer, from the one that always holds to the one that hangs on the hour. */
export const planningRules = [
  'service-kind',
  'skill',
  'licence-expired',
  'minor',
  'insurance',
  'radius',
  'availability',
  'daily-limit',
  'weekly-limit',
  'elsewhere',
] as const;

export type PlanningRule = (typeof planningRules)[number];

/** A volunteer at a need, and why that one. */
export interface PlannedAssignment extends Engagement {
  readonly needId: string;
  readonly volunteerId: string;
  /** From home, or from the visit before on that day. */
  readonly travelMinutes: number;
  /** The next best volunteer for the same time, had this one not been there. */
  readonly next: { readonly volunteerId: string; readonly travelMinutes: number } | null;
}

/** A need that stayed open, and how many volunteers each rule stopped at the hour that came closest. */
export interface UnmetNeed {
  readonly needId: string;
  readonly stoppedBy: Partial<Record<PlanningRule, number>>;
}

export interface VisitPlan {
  readonly assignments: readonly PlannedAssignment[];
  readonly unmet: readonly UnmetNeed[];
}

export interface PlanSettings {
  /** Longest way from a volunteer's home to a visit; the policy's half hour (半小时服务半径). */
  readonly radiusMinutes: number;
  /** Visits start on multiples of this many minutes. */
  readonly gridMinutes: number;
}

export const defaultPlanSettings: PlanSettings = { radiusMinutes: 30, gridMinutes: 15 };

interface Candidate {
  readonly volunteer: PlanVolunteer;
  readonly travelMinutes: number;
  readonly loadMinutes: number;
}

/**
 * Plans visits: every assignment keeps skills, licences valid that day, availability, limits, the half-hour
 * radius and the way between two visits of a day; nobody is in two places. Needs that few can meet come first;
 * for each the hour and the volunteers with the shortest way, then with the least to do. Same input, same plan.
 */
export function planVisits(
  needs: readonly PlanNeed[],
  volunteers: readonly PlanVolunteer[],
  settings: PlanSettings = defaultPlanSettings,
): VisitPlan {
  const diary = new Map(volunteers.map((volunteer) => [volunteer.id, [...volunteer.engagements]]));
  const assignments: PlannedAssignment[] = [];
  const unmet: UnmetNeed[] = [];

  const suited = new Map(
    needs.map((need) => [
      need.id,
      volunteers.filter((volunteer) => !stoppedAlways(need, volunteer, settings)),
    ]),
  );
  const scarceFirst = [...needs].sort(
    (a, b) =>
      (suited.get(a.id)?.length ?? 0) / a.volunteersNeeded -
        (suited.get(b.id)?.length ?? 0) / b.volunteersNeeded ||
      minutesOpen(a) - minutesOpen(b) ||
      (a.id < b.id ? -1 : 1),
  );

  for (const need of scarceFirst) {
    const best = bestHour(need, suited.get(need.id) ?? [], diary, settings);
    if (!best) {
      unmet.push({ needId: need.id, stoppedBy: whyUnmet(need, volunteers, diary, settings) });
      continue;
    }
    const next = best.candidates[need.volunteersNeeded];
    for (const chosen of best.candidates.slice(0, need.volunteersNeeded)) {
      const engagement = { ...best.time, place: need.place };
      diary.get(chosen.volunteer.id)?.push(engagement);
      assignments.push({
        ...engagement,
        needId: need.id,
        volunteerId: chosen.volunteer.id,
        travelMinutes: chosen.travelMinutes,
        next: next ? { volunteerId: next.volunteer.id, travelMinutes: next.travelMinutes } : null,
      });
    }
  }
  return { assignments, unmet };
}

type Time = Omit<Engagement, 'place'>;

function bestHour(
  need: PlanNeed,
  suited: readonly PlanVolunteer[],
  diary: ReadonlyMap<string, readonly Engagement[]>,
  settings: PlanSettings,
): { time: Time; candidates: Candidate[] } | undefined {
  let best: { time: Time; candidates: Candidate[]; cost: number } | undefined;
  for (const time of hoursOf(need, settings)) {
    const candidates = suited
      .filter((volunteer) => !stoppedAt(need, time, volunteer, diary.get(volunteer.id) ?? [], settings))
      .map((volunteer) => candidateOf(need, time, volunteer, diary.get(volunteer.id) ?? []))
      .sort(
        (a, b) =>
          a.travelMinutes - b.travelMinutes ||
          a.loadMinutes - b.loadMinutes ||
          (a.volunteer.id < b.volunteer.id ? -1 : 1),
      );
    if (candidates.length < need.volunteersNeeded || !withCompany(candidates, need, time.date)) continue;
    const cost = candidates
      .slice(0, need.volunteersNeeded)
      .reduce((sum, candidate) => sum + candidate.travelMinutes, 0);
    if (!best || cost < best.cost) best = { time, candidates, cost };
  }
  return best;
}

/** Puts a grown volunteer among the first, in the place of the last of them, where all would be under age; false: there is none. */
function withCompany(candidates: Candidate[], need: PlanNeed, date: PlainDate): boolean {
  const grown = candidates.findIndex(({ volunteer }) => !needsCompany(volunteer.birthDate, date));
  if (grown >= need.volunteersNeeded)
    candidates.splice(need.volunteersNeeded - 1, 0, ...candidates.splice(grown, 1));
  return grown >= 0;
}

/** Every hour at which the visit could start, earliest first. */
function* hoursOf(need: PlanNeed, settings: PlanSettings): Generator<Time> {
  for (const window of need.windows) {
    const first = Math.ceil(window.fromMinute / settings.gridMinutes) * settings.gridMinutes;
    for (
      let fromMinute = first;
      fromMinute + need.durationMinutes <= window.untilMinute;
      fromMinute += settings.gridMinutes
    ) {
      yield { date: window.date, fromMinute, untilMinute: fromMinute + need.durationMinutes };
    }
  }
}

const minutesOpen = (need: PlanNeed) =>
  need.windows.reduce((sum, window) => sum + window.untilMinute - window.fromMinute, 0);

function stoppedAlways(
  need: PlanNeed,
  volunteer: PlanVolunteer,
  settings: PlanSettings,
): PlanningRule | undefined {
  if (!volunteer.serviceKinds.includes(need.serviceKind)) return 'service-kind';
  if (need.skill && !volunteer.skills.some((held) => held.skill === need.skill)) return 'skill';
  if (travelMinutes(volunteer.home, need.place) > settings.radiusMinutes) return 'radius';
  return undefined;
}

function stoppedAt(
  need: PlanNeed,
  time: Time,
  volunteer: PlanVolunteer,
  engagements: readonly Engagement[],
  settings: PlanSettings,
): PlanningRule | undefined {
  const always = stoppedAlways(need, volunteer, settings);
  if (always) return always;
  const bar = dispatchBar(volunteer, {
    skill: need.skill,
    date: time.date,
    together: need.volunteersNeeded,
  });
  if (bar) return bar;
  const free = volunteer.availability.some(
    (slot) =>
      slot.date === time.date && slot.fromMinute <= time.fromMinute && time.untilMinute <= slot.untilMinute,
  );
  if (!free) return 'availability';
  if (
    minutesOn(engagements, (one) => one.date === time.date) + need.durationMinutes >
    volunteer.dailyLimitMinutes
  )
    return 'daily-limit';
  const monday = mondayNumber(time.date);
  const inWeek = minutesOn(engagements, (one) => mondayNumber(one.date) === monday);
  if (inWeek + need.durationMinutes > volunteer.weeklyLimitMinutes) return 'weekly-limit';
  const elsewhere = engagements.some((one) => {
    if (one.date !== time.date) return false;
    const way = travelMinutes(one.place, need.place);
    return one.fromMinute < time.untilMinute + way && time.fromMinute < one.untilMinute + way;
  });
  return elsewhere ? 'elsewhere' : undefined;
}

const minutesOn = (engagements: readonly Engagement[], which: (one: Engagement) => boolean) =>
  engagements.filter(which).reduce((sum, one) => sum + one.untilMinute - one.fromMinute, 0);

/** Number of the week a date lies in, weeks beginning on Monday. */
const mondayNumber = (date: PlainDate) => Math.floor((Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 3) / 7);

function candidateOf(
  need: PlanNeed,
  time: Time,
  volunteer: PlanVolunteer,
  engagements: readonly Engagement[],
): Candidate {
  const before = engagements
    .filter((one) => one.date === time.date && one.untilMinute <= time.fromMinute)
    .sort((a, b) => b.untilMinute - a.untilMinute)[0];
  return {
    volunteer,
    travelMinutes: travelMinutes(before?.place ?? volunteer.home, need.place),
    loadMinutes: minutesOn(engagements, () => true),
  };
}

/** For each volunteer the rule that stopped them at the hour where they came furthest; counted by rule. */
function whyUnmet(
  need: PlanNeed,
  volunteers: readonly PlanVolunteer[],
  diary: ReadonlyMap<string, readonly Engagement[]>,
  settings: PlanSettings,
): Partial<Record<PlanningRule, number>> {
  const counts: Partial<Record<PlanningRule, number>> = {};
  const hours = [...hoursOf(need, settings)];
  for (const volunteer of volunteers) {
    let furthest: PlanningRule | undefined =
      stoppedAlways(need, volunteer, settings) ?? (hours.length === 0 ? 'availability' : undefined);
    for (const time of furthest ? [] : hours) {
      const rule = stoppedAt(need, time, volunteer, diary.get(volunteer.id) ?? [], settings);
      // Free at some hour, but too few others were: nothing stopped this volunteer.
      if (!rule) {
        furthest = undefined;
        break;
      }
      if (!furthest || planningRules.indexOf(rule) > planningRules.indexOf(furthest)) furthest = rule;
    }
    if (furthest) counts[furthest] = (counts[furthest] ?? 0) + 1;
  }
  return counts;
}
