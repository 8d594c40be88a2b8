import { addDays, addMonths, type PlainDate, weekdayOf } from '~/domain/kernel/plain-date';
import { travelMinutes } from '~/domain/visits/planning/travel';
import type { PlacedNeed, PlanNeed, PlanVolunteer, WeekProblem } from '~/domain/visits/planning/week.rules';

/** A thing somebody does on a day. */
interface Stop {
  readonly need: PlanNeed | null;
  readonly fixed: boolean;
  readonly from: number;
  readonly until: number;
  readonly place: { readonly latitude: number; readonly longitude: number };
}

const mondayOf = (date: PlainDate) => addDays(date, 1 - weekdayOf(date));

/** A fixed visit binds the plan only as long as everybody who is to come is there and its day is in the plan. */
export const isFixed = ({ volunteers, from, until }: WeekProblem, { fixed }: PlanNeed): boolean =>
  fixed !== undefined &&
  fixed.date >= from &&
  fixed.date < until &&
  fixed.volunteerIds.every((id) => volunteers.some((one) => one.id === id));

/**
 * Every hard rule of a week's plan, written from the rules and not from the engine; the words say which need or
 * volunteer breaks what. What is fixed by hand is only asked whether it stayed.
 */
export function brokenRules(problem: WeekProblem, plan: readonly PlacedNeed[]): string[] {
  const { needs, volunteers, settings, from, until } = problem;
  const broken: string[] = [];
  const stops = new Map<string, Stop[]>();
  const add = (volunteerId: string, date: PlainDate, stop: Stop) => {
    const key = `${volunteerId} ${date}`;
    stops.set(key, [...(stops.get(key) ?? []), stop]);
  };
  const needOf = new Map(needs.map((one) => [one.id, one]));
  const volunteerOf = new Map(volunteers.map((one) => [one.id, one]));
  const placedOf = new Map(plan.map((one) => [one.needId, one]));
  if (placedOf.size < plan.length) broken.push('a need is met twice');
  for (const one of volunteers) {
    for (const { date, fromMinute, untilMinute, place } of one.engagements)
      add(one.id, date, { need: null, fixed: true, from: fromMinute, until: untilMinute, place });
  }

  for (const need of needs) {
    const placed = placedOf.get(need.id);
    const fixed = isFixed(problem, need);
    if (fixed) {
      const { date, fromMinute, volunteerIds } = need.fixed as NonNullable<PlanNeed['fixed']>;
      const same =
        placed?.date === date &&
        placed.fromMinute === fromMinute &&
        [...placed.volunteerIds].sort().join() === [...volunteerIds].sort().join();
      if (!same) broken.push(`${need.id} did not stay`);
    }
    if (!placed) continue;
    for (const id of placed.volunteerIds) {
      const { place, durationMinutes } = need;
      add(id, placed.date, {
        need,
        fixed,
        from: placed.fromMinute,
        until: placed.fromMinute + durationMinutes,
        place,
      });
    }
    if (fixed) continue;
    const end = placed.fromMinute + need.durationMinutes;
    const team = new Set(placed.volunteerIds);
    if (team.size !== need.volunteersNeeded || placed.volunteerIds.length !== need.volunteersNeeded)
      broken.push(`${need.id}: ${team.size} come, ${need.volunteersNeeded} are needed`);
    if (placed.date < from || placed.date >= until) broken.push(`${need.id}: outside the plan`);
    const isKept = need.published?.date === placed.date && need.published.fromMinute === placed.fromMinute;
    if (placed.fromMinute % settings.gridMinutes !== 0 && !isKept) broken.push(`${need.id}: off the grid`);
    const inWindow = need.windows.some(
      (window) =>
        window.date === placed.date &&
        window.fromMinute <= placed.fromMinute &&
        end <= Math.min(1440, window.untilMinute + settings.mostLateMinutes),
    );
    if (!inWindow) broken.push(`${need.id}: outside its windows`);
    if (need.after) {
      const first = placedOf.get(need.after.needId);
      const minutes = (one: PlacedNeed) => Date.parse(one.date) / 60_000 + one.fromMinute;
      const gap = first ? minutes(placed) - minutes(first) : Number.NaN;
      if (!(gap >= need.after.minGap && gap <= need.after.maxGap)) broken.push(`${need.id}: gap ${gap}`);
    }
    for (const id of placed.volunteerIds) {
      const who = volunteerOf.get(id);
      if (!who) {
        broken.push(`${need.id}: nobody is ${id}`);
        continue;
      }
      broken.push(...personal(problem, need, placed, who).map((what) => `${need.id} by ${id}: ${what}`));
    }
  }

  for (const [key, list] of stops) broken.push(...dayOf(problem, list).map((what) => `${key}: ${what}`));
  broken.push(...limits(problem, plan, needOf));
  return broken;
}

const addYears = (date: PlainDate, years: number) => addMonths(date, 12 * years);

function personal(
  { settings, volunteers }: WeekProblem,
  need: PlanNeed,
  placed: PlacedNeed,
  who: PlanVolunteer,
): string[] {
  const broken: string[] = [];
  if (!who.serviceKinds.includes(need.serviceKind)) broken.push('service kind');
  const licence = who.skills.some(
    ({ skill, validUntil }) => skill === need.skill && (validUntil === null || validUntil >= placed.date),
  );
  if (need.skill !== null && !licence) broken.push('skill or licence');
  const isMinor = who.birthDate > addYears(placed.date, -18);
  if (need.skill === 'repair') {
    if (isMinor) broken.push('dangerous work under age');
    const insured = who.covers.some(
      (cover) => cover.from <= placed.date && !(cover.until && cover.until <= placed.date),
    );
    if (!insured) broken.push('dangerous work without insurance');
  }
  const grown = volunteers.filter((one) => one.birthDate <= addYears(placed.date, -18)).map((one) => one.id);
  if (isMinor && !placed.volunteerIds.some((id) => grown.includes(id))) broken.push('alone under age');
  if (need.excluded?.includes(who.id)) broken.push('excluded');
  if (travelMinutes(who.home, need.place) > settings.radiusMinutes) broken.push('radius');
  const within = who.availability.some(
    ({ date, fromMinute, untilMinute }) =>
      date === placed.date &&
      fromMinute <= placed.fromMinute &&
      placed.fromMinute + need.durationMinutes <= untilMinute,
  );
  if (!within) broken.push('not available');
  return broken;
}

/** Ways between two visits of a day, and rests; what hands or promises alone have tangled is not the plan's fault. */
function dayOf({ settings }: WeekProblem, list: readonly Stop[]): string[] {
  const broken: string[] = [];
  const stops = [...list].sort((a, b) => a.from - b.from);
  for (const [at, one] of stops.entries()) {
    for (const other of stops.slice(at + 1)) {
      if (one.fixed && other.fixed) continue;
      if (other.from - one.until < travelMinutes(one.place, other.place))
        broken.push(`no time for the way between ${one.need?.id} and ${other.need?.id}`);
    }
  }
  let run: Stop[] = [];
  const close = () => {
    const span = (run.at(-1)?.until ?? 0) - (run[0]?.from ?? 0);
    if (run.length > 1 && span > settings.restAfterMinutes && run.some((one) => !one.fixed))
      broken.push(`no rest in ${span} minutes`);
  };
  for (const stop of stops) {
    const last = run.at(-1);
    if (last && stop.from - last.until - travelMinutes(last.place, stop.place) >= settings.restMinutes) {
      close();
      run = [];
    }
    run.push(stop);
  }
  close();
  return broken;
}

function limits(
  problem: WeekProblem,
  plan: readonly PlacedNeed[],
  needOf: ReadonlyMap<string, PlanNeed>,
): string[] {
  const broken: string[] = [];
  for (const who of problem.volunteers) {
    const mine = plan.flatMap((one) => {
      const need = needOf.get(one.needId);
      return need && one.volunteerIds.includes(who.id)
        ? [{ date: one.date, minutes: need.durationMinutes, fixed: isFixed(problem, need) }]
        : [];
    });
    const all = [
      ...mine,
      ...who.engagements.map((one) => ({
        date: one.date,
        minutes: one.untilMinute - one.fromMinute,
        fixed: true,
      })),
    ];
    const sum = (which: (date: PlainDate) => boolean) =>
      all.filter(({ date }) => which(date)).reduce((minutes, one) => minutes + one.minutes, 0);
    for (const { date, fixed } of mine) {
      if (fixed) continue;
      if (sum((one) => one === date) > who.dailyLimitMinutes)
        broken.push(`${who.id}: daily limit on ${date}`);
      if (sum((one) => mondayOf(one) === mondayOf(date)) > who.weeklyLimitMinutes)
        broken.push(`${who.id}: weekly limit in the week of ${date}`);
    }
  }
  return broken;
}
