import type { Place } from '../../kernel/place';
import { addDays, daysBetween, type PlainDate } from '../../kernel/plain-date';
import { type DispatchRule, dispatchBar, needsCompany } from '../../volunteers/dispatch.rules';
import { travelMinutes } from './travel';
import type { DayTime, PlacedNeed, PlanNeed, PlanVolunteer, WeekProblem } from './week.rules';

export const DAY = 1440;
const NONE = -1;
/** So many places have a table of the ways between them; it is filled as they are asked for. */
const MOST_IN_TABLE = 3_000;
const UNKNOWN = 65_535;

/** Where a visit could be put into a volunteer's day: behind `before` of its stops, starting from `lo` to `hi`. */
export interface Gap {
  volunteer: number;
  day: number;
  before: number;
  lo: number;
  hi: number;
  /** End of the window, absolute. */
  due: number;
  /** What does not hang on the minute. */
  fixedCost: number;
}

/** A start and a team for a need, and by how much the cost rises. */
export interface Choice {
  start: number;
  team: number[];
  cost: number;
}

interface Window {
  readonly day: number;
  /** Earliest start, latest start, end of the window without lateness; absolute minutes. */
  readonly lo: number;
  readonly hi: number;
  readonly due: number;
}

/** When a visit may start so that it is within one of the times, those that lie inside the problem. */
export function startsOf(
  { from, until, settings }: WeekProblem,
  { durationMinutes }: Pick<PlanNeed, 'durationMinutes'>,
  times: readonly DayTime[],
): Window[] {
  const days = daysBetween(from, until);
  return times.flatMap(({ date, fromMinute, untilMinute }) => {
    const day = daysBetween(from, date);
    if (day < 0 || day >= days) return [];
    const due = day * DAY + untilMinute;
    const latest = Math.min(due + settings.mostLateMinutes, (day + 1) * DAY) - durationMinutes;
    return [{ day, lo: day * DAY + fromMinute, hi: latest, due }];
  });
}

/**
 * A plan under way. Times are minutes from the first midnight of the plan's days; every visit that is placed has its
 * start and its team, every volunteer has a round of stops for each day, in order of time: visits and engagements.
 * Whatever is placed by `best` and `place` keeps every rule, so no state in between breaks one.
 */
export class WeekState {
  readonly needs: readonly PlanNeed[];
  readonly volunteers: readonly PlanVolunteer[];
  readonly days: number;
  /** Sum of all weighed costs, what is left out included. */
  cost = 0;
  /** By stop: needs first, engagements behind them. −1: not placed. */
  readonly start: Int32Array;
  readonly length: Int32Array;
  readonly teams: number[][];
  /** Stops by volunteer and day, in order of time. */
  readonly rounds: number[][];
  readonly movable: Uint8Array;
  readonly first: Int32Array;
  readonly follower: Int32Array;
  /** Volunteers whom nothing stops for good, nearest first. */
  readonly suited: Int32Array[];
  readonly windows: Window[][];

  private readonly place_: Int32Array;
  private readonly home: Int32Array;
  private readonly end: Int32Array;
  private readonly places: Place[] = [];
  private readonly table: Uint16Array | null;
  private readonly weeks: number;
  private readonly weekOfDay: Int32Array;
  private readonly dayMinutes: Int32Array;
  private readonly weekMinutes: Int32Array;
  private readonly slots: (readonly { from: number; until: number }[])[];
  /** Needs of the same skill, and for one or for several, are alike to who may be sent. */
  private readonly task: Int32Array;
  /** By task, volunteer and day; filled as it is asked for, null: may be sent. */
  private readonly bars: (DispatchRule | null | undefined)[];
  /** By volunteer and day: goes only together with somebody grown. */
  private readonly accompanied: Uint8Array;
  /** Days of volunteers that hands have tangled: nothing more is put there. */
  private readonly closed: Uint8Array;
  private readonly known: (ReadonlySet<number> | null)[];
  /** What was promised, or else drafted: changing it has its price. */
  private readonly promised: ({ start: number; team: ReadonlySet<number>; size: number } | null)[];
  private readonly leftOut: Float64Array;
  private readonly lanes: Gap[] = [];

  constructor(readonly problem: WeekProblem) {
    const { needs, volunteers, settings, from, until } = problem;
    this.needs = needs;
    this.volunteers = volunteers;
    this.days = daysBetween(from, until);
    const { days } = this;
    const dayOf = (date: PlainDate) => daysBetween(from, date);
    const inside = (day: number) => day >= 0 && day < days;
    const weekOf = (date: PlainDate) => Math.floor(daysBetween(MONDAY, date) / 7);
    const firstWeek = weekOf(from);
    this.weekOfDay = Int32Array.from({ length: days }, (_, day) => weekOf(addDays(from, day)) - firstWeek);
    this.weeks = (this.weekOfDay[days - 1] ?? 0) + 1;

    const placeIds = new Map<string, number>();
    const placeOf = (place: Place) => {
      const key = `${place.latitude} ${place.longitude}`;
      const known = placeIds.get(key);
      if (known !== undefined) return known;
      placeIds.set(key, this.places.length);
      this.places.push(place);
      return this.places.length - 1;
    };
    const indexOf = new Map(volunteers.map((one, at) => [one.id, at]));
    const needIndex = new Map(needs.map((one, at) => [one.id, at]));
    const engagements = volunteers.flatMap((one, volunteer) =>
      one.engagements.map((engagement) => ({ ...engagement, volunteer, day: dayOf(engagement.date) })),
    );
    const stops = needs.length + engagements.length;
    this.start = new Int32Array(stops).fill(NONE);
    this.length = new Int32Array(stops);
    this.place_ = new Int32Array(stops);
    this.teams = needs.map(() => []);
    this.rounds = Array.from({ length: volunteers.length * days }, () => []);
    this.dayMinutes = new Int32Array(volunteers.length * days);
    this.weekMinutes = new Int32Array(volunteers.length * this.weeks);
    this.closed = new Uint8Array(volunteers.length * days);
    this.home = Int32Array.from(volunteers, (one) => placeOf(one.home));
    this.end = Int32Array.from(volunteers, (one) => placeOf(one.end ?? one.home));
    needs.forEach((need, at) => {
      this.length[at] = need.durationMinutes;
      this.place_[at] = placeOf(need.place);
    });
    engagements.forEach(({ place }, at) => {
      this.place_[needs.length + at] = placeOf(place);
    });
    this.table =
      this.places.length <= MOST_IN_TABLE ? new Uint16Array(this.places.length ** 2).fill(UNKNOWN) : null;

    this.slots = Array.from({ length: volunteers.length * days }, () => []);
    volunteers.forEach((one, volunteer) => {
      for (const slot of one.availability) {
        const day = dayOf(slot.date);
        if (!inside(day)) continue;
        (this.slots[volunteer * days + day] as { from: number; until: number }[]).push({
          from: day * DAY + slot.fromMinute,
          until: day * DAY + slot.untilMinute,
        });
      }
    });

    const tasks = new Map<string, number>();
    this.task = Int32Array.from(needs, ({ skill, volunteersNeeded }) => {
      const key = `${skill} ${volunteersNeeded > 1}`;
      const known = tasks.get(key);
      if (known !== undefined) return known;
      tasks.set(key, tasks.size);
      return tasks.size - 1;
    });
    this.bars = Array.from({ length: tasks.size * volunteers.length * days });
    this.accompanied = Uint8Array.from({ length: volunteers.length * days }, (_, at) =>
      needsCompany((volunteers[Math.floor(at / days)] as PlanVolunteer).birthDate, addDays(from, at % days))
        ? 1
        : 0,
    );

    this.first = Int32Array.from(needs, ({ after }) =>
      after ? (needIndex.get(after.needId) ?? NONE) : NONE,
    );
    this.follower = new Int32Array(needs.length).fill(NONE);
    this.first.forEach((first, at) => {
      if (first !== NONE) this.follower[first] = at;
    });
    // Who is to come by hand but is no longer there leaves an ordinary need.
    this.movable = Uint8Array.from(needs, ({ fixed }) =>
      fixed?.volunteerIds.every((id) => indexOf.has(id)) && inside(dayOf(fixed.date)) ? 0 : 1,
    );
    this.known = needs.map(({ cameBefore }) =>
      cameBefore && cameBefore.length > 0 ? new Set(cameBefore.flatMap((id) => indexOf.get(id) ?? [])) : null,
    );
    this.promised = needs.map(({ drafted, published = drafted }) =>
      published
        ? {
            start: dayOf(published.date) * DAY + published.fromMinute,
            team: new Set(published.volunteerIds.flatMap((id) => indexOf.get(id) ?? [])),
            size: published.volunteerIds.length,
          }
        : null,
    );
    this.leftOut = Float64Array.from(
      needs,
      (need, at) =>
        (need.leftOutCost ??
          (settings.leftOutCosts[(need.priority ?? 2) - 1] as number) * need.volunteersNeeded) +
        (this.promised[at]?.size ?? 0) * settings.changedVolunteerCost,
    );
    this.windows = needs.map((need) => startsOf(problem, need, need.windows));
    const suitedBy = new Map<string, number[]>();
    this.suited = needs.map((need, at) => {
      const key = `${need.serviceKind} ${need.skill}`;
      let able = suitedBy.get(key);
      if (!able) {
        able = volunteers.flatMap((one, volunteer) => (mayServe(need, one) ? [volunteer] : []));
        suitedBy.set(key, able);
      }
      const excluded = new Set(need.excluded ?? []);
      const there = this.place_[at] as number;
      const ways = able
        .map((volunteer) => ({ volunteer, way: this.way(this.home[volunteer] as number, there) }))
        .filter(
          ({ volunteer, way }) =>
            way <= settings.radiusMinutes && !excluded.has((volunteers[volunteer] as PlanVolunteer).id),
        );
      ways.sort((a, b) => a.way - b.way || a.volunteer - b.volunteer);
      return Int32Array.from(ways, ({ volunteer }) => volunteer);
    });

    for (const out of this.leftOut) this.cost += out;
    engagements.forEach(({ volunteer, day, date, fromMinute, untilMinute }, at) => {
      const stop = needs.length + at;
      const week = weekOf(date) - firstWeek;
      const minutes = untilMinute - fromMinute;
      if (week >= 0 && week < this.weeks) this.addWeek(volunteer, week, minutes);
      if (!inside(day)) return;
      this.start[stop] = day * DAY + fromMinute;
      this.length[stop] = minutes;
      this.link(stop, volunteer, day);
      this.dayMinutes[volunteer * days + day] = (this.dayMinutes[volunteer * days + day] as number) + minutes;
    });
    needs.forEach(({ fixed }, at) => {
      if (!fixed || this.movable[at] === 1) return;
      const team = fixed.volunteerIds.flatMap((id) => indexOf.get(id) ?? []);
      this.place(at, dayOf(fixed.date) * DAY + fixed.fromMinute, team);
    });
    this.closeTangles();
  }

  /** Puts needs where they were, as far as the rules allow it. */
  begin(placed: readonly PlacedNeed[]): void {
    const needIndex = new Map(this.needs.map((one, at) => [one.id, at]));
    const indexOf = new Map(this.volunteers.map((one, at) => [one.id, at]));
    const waiting = placed.flatMap((one) => {
      const need = needIndex.get(one.needId);
      const team = one.volunteerIds.flatMap((id) => indexOf.get(id) ?? []);
      if (need === undefined || team.length < one.volunteerIds.length) return [];
      return [{ need, start: daysBetween(this.problem.from, one.date) * DAY + one.fromMinute, team }];
    });
    // Who follows comes behind whom they follow, even at the same minute.
    const depth = (need: number): number => {
      const first = this.first[need] as number;
      return first === NONE ? 0 : 1 + depth(first);
    };
    waiting.sort((a, b) => a.start - b.start || depth(a.need) - depth(b.need) || a.need - b.need);
    for (const { need, start, team } of waiting) {
      if (this.start[need] !== NONE || this.movable[need] === 0) continue;
      if (this.mayPlace(need, start, team)) this.place(need, start, team);
    }
  }

  isPlaced(need: number): boolean {
    return this.start[need] !== NONE;
  }

  placed(): PlacedNeed[] {
    return this.needs.flatMap((need, at) => {
      const start = this.start[at] as number;
      if (start === NONE) return [];
      const date = this.dateOf(Math.floor(start / DAY));
      const volunteerIds = (this.teams[at] as number[]).map(
        (one) => (this.volunteers[one] as PlanVolunteer).id,
      );
      return [{ needId: need.id, date, fromMinute: start % DAY, volunteerIds }];
    });
  }

  dateOf(day: number): PlainDate {
    return addDays(this.problem.from, day);
  }

  /** Minutes between the places of two needs. */
  between(a: number, b: number): number {
    return this.way(this.place_[a] as number, this.place_[b] as number);
  }

  /** Places a need; nothing is checked. */
  place(need: number, start: number, team: readonly number[]): void {
    const day = Math.floor(start / DAY);
    this.cost -= this.leftOut[need] as number;
    this.cost += this.changedTimeCost(need, start) + this.lateCost(need, start) * team.length;
    this.start[need] = start;
    for (const volunteer of team) {
      const before = this.link(need, volunteer, day);
      this.cost += this.linkCost(volunteer, day, before, need, start) + this.personalCost(need, volunteer);
      this.count(volunteer, day, this.length[need] as number);
    }
    this.teams[need] = [...team];
  }

  /** Takes a need out. Its follower, if it has one, must have been taken before. */
  take(need: number): void {
    const start = this.start[need] as number;
    const day = Math.floor(start / DAY);
    const team = this.teams[need] as number[];
    for (const volunteer of team) {
      const round = this.rounds[volunteer * this.days + day] as number[];
      const at = round.indexOf(need);
      round.splice(at, 1);
      this.count(volunteer, day, -(this.length[need] as number));
      this.cost -= this.linkCost(volunteer, day, at, need, start) + this.personalCost(need, volunteer);
    }
    this.cost -= this.changedTimeCost(need, start) + this.lateCost(need, start) * team.length;
    this.cost += this.leftOut[need] as number;
    this.start[need] = NONE;
    this.teams[need] = [];
  }

  /**
   * The cheapest start and team for a need that is not placed; null when there is none, or none cheaper than leaving
   * it out. `overlook` may leave out a volunteer, so that not always the same choice is made.
   */
  best(need: number, overlook: () => boolean): Choice | null {
    const bounds = this.bounds(need);
    if (!bounds) return null;
    const wanted = (this.needs[need] as PlanNeed).volunteersNeeded;
    let found: Choice | null = null;
    let least = this.leftOut[need] as number;
    const consider = (gap: Gap, start: number) => {
      const cost = this.changedTimeCost(need, start) + this.costIn(gap, need, start);
      if (cost >= least || !this.mayRest(gap, need, start)) return false;
      least = cost;
      found = { start, team: [gap.volunteer], cost };
      return true;
    };
    for (const window of this.windows[need] as Window[]) {
      const gaps = this.gapsIn(need, window, bounds, overlook);
      if (wanted === 1) {
        for (let at = 0; at < gaps; at++) {
          const gap = this.lanes[at] as Gap;
          if (gap.fixedCost < least) this.startsIn(gap, need, consider);
        }
        continue;
      }
      if (gaps < wanted) continue;
      for (const start of this.sharedStarts(need, gaps)) {
        const choice = this.teamAt(need, start, gaps, wanted);
        if (!choice || choice.cost >= least) continue;
        least = choice.cost;
        found = choice;
      }
    }
    return found;
  }

  /** Whether a need may be placed so. */
  mayPlace(need: number, start: number, team: readonly number[]): boolean {
    const { gridMinutes } = this.problem.settings;
    if (start % gridMinutes !== 0 && start !== this.promised[need]?.start) return false;
    if (team.length !== (this.needs[need] as PlanNeed).volunteersNeeded || new Set(team).size < team.length)
      return false;
    const suited = this.suited[need] as Int32Array;
    return team.every(
      (volunteer) => suited.includes(volunteer) && this.gapAt(need, start, volunteer) !== null,
    );
  }

  /** The gap in which a suited volunteer could make a visit at that start; null when a rule stops them. */
  gapAt(need: number, start: number, volunteer: number): Gap | null {
    const bounds = this.bounds(need);
    if (!bounds) return null;
    for (const window of this.windows[need] as Window[]) {
      if (start < window.lo || start > window.hi) continue;
      const found = this.gapsOf(need, window, bounds, volunteer, 0, start);
      for (let at = 0; at < found; at++) {
        const gap = this.lanes[at] as Gap;
        if (start >= gap.lo && start <= gap.hi && this.mayRest(gap, need, start)) return { ...gap };
      }
    }
    return null;
  }

  /** What a volunteer in that gap costs, without what the visit costs whoever comes. */
  costIn(gap: Gap, need: number, start: number): number {
    const { days } = this;
    const round = this.rounds[gap.volunteer * days + gap.day] as number[];
    const wait = this.waitIn(round, gap.before, need, start);
    const late = start + (this.length[need] as number) - gap.due;
    return (
      gap.fixedCost +
      wait * this.problem.settings.waitCost +
      (late > 0 ? late * this.problem.settings.lateCost : 0)
    );
  }

  /** Earliest and latest start that the visits before and after in order allow; null when the first of them is open. */
  bounds(need: number): { lo: number; hi: number } | null {
    const { after } = this.needs[need] as PlanNeed;
    let lo = 0;
    let hi = Number.MAX_SAFE_INTEGER;
    if (after) {
      const first = this.first[need] as number;
      if (first === NONE || this.start[first] === NONE) return null;
      lo = (this.start[first] as number) + after.minGap;
      hi = (this.start[first] as number) + after.maxGap;
    }
    const next = this.follower[need] as number;
    if (next !== NONE && this.start[next] !== NONE) {
      const gap = (this.needs[next] as PlanNeed).after as { minGap: number; maxGap: number };
      lo = Math.max(lo, (this.start[next] as number) - gap.maxGap);
      hi = Math.min(hi, (this.start[next] as number) - gap.minGap);
    }
    return { lo, hi };
  }

  /** The rule that forbids to send a volunteer to a need on a day. */
  barOn(need: number, volunteer: number, day: number): DispatchRule | null {
    const at = ((this.task[need] as number) * this.volunteers.length + volunteer) * this.days + day;
    const known = this.bars[at];
    if (known !== undefined) return known;
    const { skill, volunteersNeeded } = this.needs[need] as PlanNeed;
    const task = { skill, date: this.dateOf(day), together: volunteersNeeded };
    const bar = dispatchBar(this.volunteers[volunteer] as PlanVolunteer, task) ?? null;
    this.bars[at] = bar;
    return bar;
  }

  /** Whether somebody of a team is grown enough that the others need not go alone. */
  hasCompany(team: readonly number[], day: number): boolean {
    return team.some((volunteer) => this.accompanied[volunteer * this.days + day] === 0);
  }

  /** Which limit of a volunteer a need would go beyond. */
  limitOn(need: number, volunteer: number, day: number): 'daily-limit' | 'weekly-limit' | null {
    const minutes = this.length[need] as number;
    const one = this.volunteers[volunteer] as PlanVolunteer;
    if ((this.dayMinutes[volunteer * this.days + day] as number) + minutes > one.dailyLimitMinutes)
      return 'daily-limit';
    const week = volunteer * this.weeks + (this.weekOfDay[day] as number);
    return (this.weekMinutes[week] as number) + minutes > one.weeklyLimitMinutes ? 'weekly-limit' : null;
  }

  slotsOn(volunteer: number, day: number): readonly { from: number; until: number }[] {
    return this.slots[volunteer * this.days + day] ?? [];
  }

  /** Whether nothing else of that day, ways included, is at the time; without looking at rests. */
  isFree(need: number, start: number, volunteer: number, day: number): boolean {
    const round = this.rounds[volunteer * this.days + day] as number[];
    if (this.closed[volunteer * this.days + day] === 1) return false;
    const end = start + (this.length[need] as number);
    return round.every((stop) => {
      const way = this.between(stop, need);
      const other = this.start[stop] as number;
      return end + way <= other || other + (this.length[stop] as number) + way <= start;
    });
  }

  /** Minutes to a visit of a round from the stop before it, or from home. */
  wayTo(volunteer: number, day: number, at: number): number {
    const round = this.rounds[volunteer * this.days + day] as number[];
    const stop = round[at] as number;
    const from = at > 0 ? (this.place_[round[at - 1] as number] as number) : (this.home[volunteer] as number);
    return this.way(from, this.place_[stop] as number);
  }

  /** The same for a visit that would be put behind `before` stops. */
  wayInto(gap: Gap, need: number): number {
    const round = this.rounds[gap.volunteer * this.days + gap.day] as number[];
    const from =
      gap.before > 0
        ? (this.place_[round[gap.before - 1] as number] as number)
        : (this.home[gap.volunteer] as number);
    return this.way(from, this.place_[need] as number);
  }

  /** Longer way and longer waiting through a visit in that gap, or through one that was just taken from it. */
  detourIn(gap: Gap, need: number, start: number): { way: number; wait: number } {
    const round = this.rounds[gap.volunteer * this.days + gap.day] as number[];
    return {
      way: this.farther(gap.volunteer, round, gap.before, need),
      wait: this.waitIn(round, gap.before, need, start),
    };
  }

  isStranger(need: number, volunteer: number): boolean {
    const known = this.known[need];
    return known !== null && known !== undefined && !known.has(volunteer);
  }

  isChanged(need: number, volunteer: number): boolean {
    const promised = this.promised[need];
    return promised !== null && promised !== undefined && !promised.team.has(volunteer);
  }

  promisedStart(need: number): number | null {
    return this.promised[need]?.start ?? null;
  }

  /** Ways and waiting of all days, minutes. */
  sums(): { travelMinutes: number; waitMinutes: number } {
    let travelMinutes = 0;
    let waitMinutes = 0;
    this.rounds.forEach((round, at) => {
      if (round.length === 0) return;
      const volunteer = Math.floor(at / this.days);
      let place = this.home[volunteer] as number;
      let free = NONE;
      for (const stop of round) {
        const way = this.way(place, this.place_[stop] as number);
        travelMinutes += way;
        if (free !== NONE) waitMinutes += Math.max(0, (this.start[stop] as number) - free - way);
        place = this.place_[stop] as number;
        free = (this.start[stop] as number) + (this.length[stop] as number);
      }
      travelMinutes += this.way(place, this.end[volunteer] as number);
    });
    return { travelMinutes, waitMinutes };
  }

  /** Minutes of lateness of a need that is placed. */
  lateOf(need: number, start: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { lo, hi, due } of this.windows[need] as Window[]) {
      if (start >= lo && start <= hi)
        least = Math.min(least, Math.max(0, start + (this.length[need] as number) - due));
    }
    return Number.isFinite(least) ? least : 0;
  }

  private lateCost(need: number, start: number): number {
    return this.problem.settings.mostLateMinutes === 0
      ? 0
      : this.lateOf(need, start) * this.problem.settings.lateCost;
  }

  private changedTimeCost(need: number, start: number): number {
    const promised = this.promised[need];
    return promised && promised.start !== start ? this.problem.settings.changedTimeCost : 0;
  }

  private personalCost(need: number, volunteer: number): number {
    const { strangerCost, changedVolunteerCost } = this.problem.settings;
    return (
      (this.isStranger(need, volunteer) ? strangerCost : 0) +
      (this.isChanged(need, volunteer) ? changedVolunteerCost : 0)
    );
  }

  /** What the hours of a volunteer's week cost: the more they have, the dearer the next. */
  private hoursCost(volunteer: number, minutes: number): number {
    const limit = (this.volunteers[volunteer] as PlanVolunteer).weeklyLimitMinutes;
    return limit > 0 ? (this.problem.settings.fairnessCost * minutes * minutes) / (2 * limit) : 0;
  }

  private addWeek(volunteer: number, week: number, minutes: number): void {
    const at = volunteer * this.weeks + week;
    const before = this.weekMinutes[at] as number;
    this.weekMinutes[at] = before + minutes;
    this.cost += this.hoursCost(volunteer, before + minutes) - this.hoursCost(volunteer, before);
  }

  private count(volunteer: number, day: number, minutes: number): void {
    const at = volunteer * this.days + day;
    this.dayMinutes[at] = (this.dayMinutes[at] as number) + minutes;
    this.addWeek(volunteer, this.weekOfDay[day] as number, minutes);
  }

  /** Puts a stop into a round by its start; returns how many stand before it. */
  private link(stop: number, volunteer: number, day: number): number {
    const round = this.rounds[volunteer * this.days + day] as number[];
    const start = this.start[stop] as number;
    let at = round.length;
    while (at > 0 && (this.start[round[at - 1] as number] as number) > start) at--;
    round.splice(at, 0, stop);
    return at;
  }

  /** Way and waiting that a visit behind `before` others adds; whether it stands in the round already or not. */
  private linkCost(volunteer: number, day: number, before: number, need: number, start: number): number {
    const round = this.rounds[volunteer * this.days + day] as number[];
    const within = round[before] === need;
    if (within) round.splice(before, 1);
    const cost =
      this.farther(volunteer, round, before, need) +
      this.waitIn(round, before, need, start) * this.problem.settings.waitCost;
    if (within) round.splice(before, 0, need);
    return cost;
  }

  private farther(volunteer: number, round: readonly number[], before: number, need: number): number {
    const here = this.place_[need] as number;
    const from =
      before > 0 ? (this.place_[round[before - 1] as number] as number) : (this.home[volunteer] as number);
    const to =
      before < round.length
        ? (this.place_[round[before] as number] as number)
        : (this.end[volunteer] as number);
    const around = this.way(from, here) + this.way(here, to);
    return round.length === 0 ? around : around - this.way(from, to);
  }

  private waitIn(round: readonly number[], before: number, need: number, start: number): number {
    let wait = 0;
    const previous = before > 0 ? (round[before - 1] as number) : NONE;
    const next = before < round.length ? (round[before] as number) : NONE;
    if (previous !== NONE) wait += this.waitBetween(previous, this.start[previous] as number, need, start);
    if (next !== NONE) wait += this.waitBetween(need, start, next, this.start[next] as number);
    if (previous !== NONE && next !== NONE)
      wait -= this.waitBetween(previous, this.start[previous] as number, next, this.start[next] as number);
    return wait;
  }

  private waitBetween(a: number, startOfA: number, b: number, startOfB: number): number {
    const wait = startOfB - startOfA - (this.length[a] as number) - this.between(a, b);
    const most = this.problem.settings.mostWaitMinutes;
    return wait < 0 ? 0 : wait > most ? most : wait;
  }

  /** Whether a visit behind `before` others leaves the rest that is due. */
  private mayRest({ volunteer, day, before }: Gap, need: number, start: number): boolean {
    const { restAfterMinutes, restMinutes } = this.problem.settings;
    const round = this.rounds[volunteer * this.days + day] as number[];
    let begun = start;
    let stop = need;
    for (let at = before - 1; at >= 0; at--) {
      const earlier = round[at] as number;
      const over = (this.start[earlier] as number) + (this.length[earlier] as number);
      if (begun - over - this.between(earlier, stop) >= restMinutes) break;
      begun = this.start[earlier] as number;
      stop = earlier;
    }
    let over = start + (this.length[need] as number);
    let alone = stop === need;
    stop = need;
    for (let at = before; at < round.length; at++) {
      const later = round[at] as number;
      if ((this.start[later] as number) - over - this.between(stop, later) >= restMinutes) break;
      over = (this.start[later] as number) + (this.length[later] as number);
      stop = later;
      alone = false;
    }
    return alone || over - begun <= restAfterMinutes;
  }

  private gapsIn(
    need: number,
    window: Window,
    bounds: { lo: number; hi: number },
    overlook: () => boolean,
  ): number {
    const suited = this.suited[need] as Int32Array;
    let found = 0;
    for (let at = 0; at < suited.length; at++) {
      if (overlook()) continue;
      found = this.gapsOf(need, window, bounds, suited[at] as number, found, NONE);
    }
    return found;
  }

  /** Gaps of one volunteer within a window, written from `found` on; returns how many there are then. `wish`: a start off the grid. */
  private gapsOf(
    need: number,
    window: Window,
    bounds: { lo: number; hi: number },
    volunteer: number,
    found: number,
    wish: number,
  ): number {
    const { day } = window;
    const { days, length, start, place_ } = this;
    const at = volunteer * days + day;
    const slots = this.slots[at] as readonly { from: number; until: number }[];
    if (slots.length === 0 || this.closed[at] === 1) return found;
    if (this.barOn(need, volunteer, day) || this.limitOn(need, volunteer, day)) return found;
    const grid = this.problem.settings.gridMinutes;
    const minutes = length[need] as number;
    const here = place_[need] as number;
    const round = this.rounds[at] as number[];
    const own = this.personalCost(need, volunteer);
    const week = this.weekMinutes[volunteer * this.weeks + (this.weekOfDay[day] as number)] as number;
    const hours = this.hoursCost(volunteer, week + minutes) - this.hoursCost(volunteer, week);
    for (const slot of slots) {
      const a = Math.max(window.lo, slot.from, bounds.lo);
      const b = Math.min(window.hi, slot.until - minutes, bounds.hi);
      if (a > b) continue;
      for (let before = 0; before <= round.length; before++) {
        let lo = a;
        let hi = b;
        if (before > 0) {
          const previous = round[before - 1] as number;
          lo = Math.max(
            lo,
            (start[previous] as number) +
              (length[previous] as number) +
              this.way(place_[previous] as number, here),
          );
          if (lo > b) break;
        }
        if (before < round.length) {
          const next = round[before] as number;
          hi = Math.min(hi, (start[next] as number) - minutes - this.way(here, place_[next] as number));
        }
        const promised = this.promised[need]?.start ?? NONE;
        const kept = (promised >= lo && promised <= hi) || (wish >= lo && wish <= hi);
        if (!kept && Math.ceil(lo / grid) * grid > hi) continue;
        let gap = this.lanes[found];
        if (!gap) {
          gap = { volunteer, day, before, lo, hi, due: window.due, fixedCost: 0 };
          this.lanes[found] = gap;
        }
        gap.volunteer = volunteer;
        gap.day = day;
        gap.before = before;
        gap.lo = lo;
        gap.hi = hi;
        gap.due = window.due;
        gap.fixedCost = own + hours + this.farther(volunteer, round, before, need);
        found++;
      }
    }
    return found;
  }

  /** Offers the first and the last start of a gap, the promised one, and what lies between where a rest was missing. */
  private startsIn(gap: Gap, need: number, consider: (gap: Gap, start: number) => boolean): void {
    const grid = this.problem.settings.gridMinutes;
    const promised = this.promised[need]?.start ?? NONE;
    if (promised >= gap.lo && promised <= gap.hi) consider(gap, promised);
    const first = Math.ceil(gap.lo / grid) * grid;
    const last = Math.floor(gap.hi / grid) * grid;
    if (first > last) return;
    const taken = consider(gap, first);
    const lastTaken = last > first && consider(gap, last);
    if (taken || lastTaken || (this.mayRest(gap, need, first) && this.mayRest(gap, need, last))) return;
    for (let start = first + grid; start < last; start += grid) {
      if (consider(gap, start)) return;
    }
  }

  /** Every start on the grid at which somebody could, and what was promised. */
  private sharedStarts(need: number, gaps: number): number[] {
    const grid = this.problem.settings.gridMinutes;
    const promised = this.promised[need]?.start ?? NONE;
    let lo = Number.MAX_SAFE_INTEGER;
    let hi = NONE;
    for (let at = 0; at < gaps; at++) {
      const gap = this.lanes[at] as Gap;
      if (gap.lo < lo) lo = gap.lo;
      if (gap.hi > hi) hi = gap.hi;
    }
    const starts: number[] = [];
    if (promised >= lo && promised <= hi && promised % grid !== 0) starts.push(promised);
    for (let start = Math.ceil(lo / grid) * grid; start <= hi; start += grid) starts.push(start);
    return starts;
  }

  /** The cheapest of those who could come at that start. */
  private teamAt(need: number, start: number, gaps: number, wanted: number): Choice | null {
    const some: { volunteer: number; cost: number }[] = [];
    for (let at = 0; at < gaps; at++) {
      const gap = this.lanes[at] as Gap;
      if (start < gap.lo || start > gap.hi || !this.mayRest(gap, need, start)) continue;
      const cost = this.costIn(gap, need, start);
      // Slots that overlap give the same volunteer twice.
      if (!some.some((one) => one.volunteer === gap.volunteer)) some.push({ volunteer: gap.volunteer, cost });
    }
    if (some.length < wanted) return null;
    some.sort((a, b) => a.cost - b.cost || a.volunteer - b.volunteer);
    const day = Math.floor(start / DAY);
    const team = some.slice(0, wanted);
    if (
      !this.hasCompany(
        team.map(({ volunteer }) => volunteer),
        day,
      )
    ) {
      const grown = some.find(({ volunteer }) => this.hasCompany([volunteer], day));
      if (!grown) return null;
      team[wanted - 1] = grown;
    }
    return {
      start,
      team: team.map(({ volunteer }) => volunteer),
      cost: team.reduce((sum, one) => sum + one.cost, this.changedTimeCost(need, start)),
    };
  }

  private closeTangles(): void {
    this.rounds.forEach((round, at) => {
      for (let next = 1; next < round.length; next++) {
        const a = round[next - 1] as number;
        const b = round[next] as number;
        const over = (this.start[a] as number) + (this.length[a] as number);
        if (over + this.between(a, b) > (this.start[b] as number)) this.closed[at] = 1;
      }
    });
  }

  private way(a: number, b: number): number {
    const { table, places } = this;
    if (!table) return travelMinutes(places[a] as Place, places[b] as Place);
    const at = a * places.length + b;
    const known = table[at] as number;
    if (known !== UNKNOWN) return known;
    const minutes = Math.min(UNKNOWN - 1, travelMinutes(places[a] as Place, places[b] as Place));
    table[at] = minutes;
    return minutes;
  }
}

/** A Monday to count weeks from. */
const MONDAY = '1970-01-05' as PlainDate;

/** Whether service and skill fit; whether the licence holds on the day is another question. */
export const mayServe = (need: PlanNeed, volunteer: PlanVolunteer): boolean =>
  volunteer.serviceKinds.includes(need.serviceKind) &&
  (need.skill === null || volunteer.skills.some((held) => held.skill === need.skill));
