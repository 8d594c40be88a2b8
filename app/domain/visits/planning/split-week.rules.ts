import { groupedBy } from '../../kernel/grouped';
import type { Place } from '../../kernel/place';
import { addDays, daysBetween, type PlainDate, weekdayOf } from '../../kernel/plain-date';
import type { Engagement, PlacedNeed, PlanNeed, PlanVolunteer, WeekProblem } from './week.rules';

/** A part of a week that can be planned by itself, and the plan to begin with. */
export interface WeekPart {
  readonly problem: WeekProblem;
  readonly begin: readonly PlacedNeed[];
}

/** Whom and what a part is given; what no part is given stays as it is. */
interface Shares {
  readonly parts: number;
  partsOfVolunteer(volunteer: PlanVolunteer): readonly number[];
  /** Undefined: stays as it is. */
  partOfNeed(need: PlanNeed, placed: PlacedNeed | undefined): number | undefined;
  narrow(part: number, problem: WeekProblem): WeekProblem;
}

/**
 * Parts by area with at most `most` needs each; every volunteer is in one. `cut` is where the needs are divided along
 * the longer side, 0 to 1: other cuts have their seams elsewhere. A placed visit goes where its volunteers are.
 */
export function areaParts(
  problem: WeekProblem,
  placed: readonly PlacedNeed[],
  { most, cut }: { most: number; cut: number },
): WeekPart[] {
  const areas = areasOf(
    problem.needs.map(({ place }) => place),
    most,
    cut,
  );
  const areaOf = new Map(problem.volunteers.map((one) => [one.id, areas.areaOf(one.home)]));
  return partsOf(problem, placed, {
    parts: areas.count,
    partsOfVolunteer: ({ id }) => [areaOf.get(id) as number],
    partOfNeed(need, at) {
      const team = at?.volunteerIds.map((id) => areaOf.get(id));
      if (!team) return areas.areaOf(need.place);
      return new Set(team).size === 1 ? team[0] : undefined;
    },
    narrow: (_, part) => part,
  });
}

/**
 * Parts by day with all volunteers. A visit that is placed stays on its day, an open one is tried on one of its days, in
 * `turn` on another each time. What a volunteer's week has left is shared out over its days.
 */
export function dayParts(problem: WeekProblem, placed: readonly PlacedNeed[], turn: number): WeekPart[] {
  const { from, until } = problem;
  const days = daysBetween(from, until);
  const daysInWeek = (day: PlainDate) => {
    const monday = addDays(day, 1 - weekdayOf(day));
    const sunday = addDays(monday, 7);
    return daysBetween(monday < from ? from : monday, sunday > until ? until : sunday);
  };
  return partsOf(problem, placed, {
    parts: days,
    partsOfVolunteer: () => Array.from({ length: days }, (_, day) => day),
    partOfNeed({ windows }, at) {
      if (at) return daysBetween(from, at.date);
      const open = [...new Set(windows.map(({ date }) => date))].filter(
        (date) => date >= from && date < until,
      );
      return open.length > 0 ? daysBetween(from, open[turn % open.length] as PlainDate) : undefined;
    },
    narrow(day, part) {
      const date = addDays(from, day);
      const monday = addDays(date, 1 - weekdayOf(date));
      const inWeek = (one: PlainDate) => one >= monday && one < addDays(monday, 7);
      const minutesOf = new Map<string, number>();
      for (const { needId, volunteerIds } of placed.filter((one) => one.date === date)) {
        const minutes = part.needs.find((need) => need.id === needId)?.durationMinutes ?? 0;
        for (const id of volunteerIds) minutesOf.set(id, (minutesOf.get(id) ?? 0) + minutes);
      }
      return {
        ...part,
        from: date,
        until: addDays(date, 1),
        volunteers: part.volunteers.map((one) => {
          const engaged = one.engagements
            .filter((other) => inWeek(other.date))
            .reduce((sum, { fromMinute, untilMinute }) => sum + untilMinute - fromMinute, 0);
          const used = engaged + (minutesOf.get(one.id) ?? 0);
          const left = Math.max(0, one.weeklyLimitMinutes - used);
          return { ...one, weeklyLimitMinutes: used + Math.floor(left / daysInWeek(date)) };
        }),
      };
    },
  });
}

/** The plan with what its parts have become. */
export function joined(
  placed: readonly PlacedNeed[],
  parts: readonly WeekPart[],
  results: readonly (readonly PlacedNeed[])[],
): PlacedNeed[] {
  const inParts = new Set(parts.flatMap(({ problem }) => problem.needs.map((need) => need.id)));
  return [...placed.filter(({ needId }) => !inParts.has(needId)), ...results.flat()];
}

function partsOf(problem: WeekProblem, placed: readonly PlacedNeed[], shares: Shares): WeekPart[] {
  const placedOf = new Map(placed.map((one) => [one.needId, one]));
  const partOf = new Map<string, number>();
  for (const chain of chains(problem.needs)) {
    const parts = chain.map((need) => shares.partOfNeed(need, placedOf.get(need.id)));
    // The open ones of a chain go where the placed ones are.
    const fixed = chain.flatMap((need, at) => (placedOf.has(need.id) ? [parts[at]] : []));
    const wanted = new Set(fixed.length > 0 ? fixed : parts.slice(0, 1));
    const [part] = wanted;
    if (wanted.size === 1 && part !== undefined) for (const need of chain) partOf.set(need.id, part);
  }
  const needsOf = groupedBy(
    problem.needs.filter((need) => partOf.has(need.id)),
    (need) => partOf.get(need.id) as number,
  );
  const promised = engagementsOf(problem, placed);
  const volunteersOf = Array.from({ length: shares.parts }, (): PlanVolunteer[] => []);
  for (const one of problem.volunteers) {
    for (const part of shares.partsOfVolunteer(one)) volunteersOf[part]?.push(one);
  }
  return volunteersOf.flatMap((volunteers, part) => {
    const needs = needsOf.get(part);
    if (!needs) return [];
    const around = (one: PlanVolunteer) =>
      (promised.get(one.id) ?? []).filter(({ needId }) => partOf.get(needId) !== part);
    const own = {
      ...problem,
      needs,
      volunteers: volunteers.map((one) => ({ ...one, engagements: [...one.engagements, ...around(one)] })),
    };
    return [
      {
        problem: shares.narrow(part, own),
        begin: needs.flatMap((need) => placedOf.get(need.id) ?? []),
      },
    ];
  });
}

/** What is placed, as engagements by volunteer. */
function engagementsOf({ needs }: WeekProblem, placed: readonly PlacedNeed[]) {
  const needOf = new Map(needs.map((need) => [need.id, need]));
  const found = new Map<string, (Engagement & { needId: string })[]>();
  for (const { needId, date, fromMinute, volunteerIds } of placed) {
    const { durationMinutes, place } = needOf.get(needId) as PlanNeed;
    const engagement = { needId, date, fromMinute, untilMinute: fromMinute + durationMinutes, place };
    for (const id of volunteerIds) {
      const list = found.get(id);
      if (list) list.push(engagement);
      else found.set(id, [engagement]);
    }
  }
  return found;
}

/** Needs that follow each other together, every other need alone. */
function chains(needs: readonly PlanNeed[]): PlanNeed[][] {
  const needOf = new Map(needs.map((need) => [need.id, need]));
  const firstOf = (need: PlanNeed): PlanNeed => {
    const before = need.after && needOf.get(need.after.needId);
    return before ? firstOf(before) : need;
  };
  return [...groupedBy(needs, (need) => firstOf(need).id).values()];
}

/** Divides places again and again along their longer side until each area has at most `most` of them. */
function areasOf(places: readonly Place[], most: number, cut: number) {
  let count = 0;
  type Area = (place: Place) => number;
  const divide = (some: readonly Place[]): Area => {
    const sorted = (side: keyof Place) => some.map((place) => place[side]).sort((a, b) => a - b);
    const [latitudes, longitudes] = [sorted('latitude'), sorted('longitude')];
    const length = (values: readonly number[]) => (values.at(-1) ?? 0) - (values[0] ?? 0);
    const side = length(latitudes) >= length(longitudes) ? 'latitude' : 'longitude';
    const values = side === 'latitude' ? latitudes : longitudes;
    const edge = values[Math.floor(values.length * cut)] ?? 0;
    const below = some.filter((place) => place[side] < edge);
    if (some.length <= most || below.length === 0) {
      const area = count++;
      return () => area;
    }
    const first = divide(below);
    const second = divide(some.filter((place) => place[side] >= edge));
    return (place) => (place[side] < edge ? first : second)(place);
  };
  const areaOf = divide(places);
  return { areaOf, count };
}
