import type { Rounds, RoutingProblem, RoutingSolution } from './routing.rules';

const SINGLE = 0;
const TOGETHER = 1;
const FIRST = 2;
const SECOND = 3;

/** No visit, no carer. */
const NONE = -1;
/** Minutes; a smaller change of a start is rounding. */
const TINY = 1e-9;
/** Starts looked at for one change before its rounds are taken to wait for each other for ever. */
const MOST_LOOKS = 400;

/**
 * Rounds with the earliest start of every visit, changed step by step: after `begin`, links are changed; `settle`
 * carries the change on to the starts it moves and says whether the cost stays within a bound; `undo` takes all back.
 *
 * Nodes are the visits, 0 … visits−1, and behind them a base for each carer at which the round, a ring, begins and
 * ends. Starts are the least ones that keep every way, every earliest start and every gap of a pair.
 */
export class RoundsState {
  readonly visits: number;
  readonly carers: number;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** In whose round a node is; −1 in none. */
  readonly carer: Int32Array;
  readonly start: Float64Array;
  readonly duration: Float64Array;
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  /** 1 where the carer may make the visit, a row for each visit. */
  readonly may: Uint8Array;
  /** The other visit of the pair, or −1. */
  readonly partner: Int32Array;

  distance = 0;
  lateness = 0;
  worstLateness = 0;

  private readonly place: Int32Array;
  private readonly places: number;
  private readonly travel: Float64Array;
  private readonly kind: Uint8Array;
  private readonly minGap: Float64Array;
  private readonly maxGap: Float64Array;
  /** The visit that is `worstLateness` late, if any is late. */
  private worst = 0;

  /** What the change did, to undo it: links, givings and starts as they were. */
  private links = 0;
  private readonly linkFrom: Int32Array;
  private readonly linkTo: Int32Array;
  private givings = 0;
  private readonly givenVisit: Int32Array;
  private readonly givenFrom: Int32Array;
  private moves = 0;
  private readonly movedVisit: Int32Array;
  private readonly movedFrom: Float64Array;
  private distanceBefore = 0;
  private latenessBefore = 0;
  private worstLatenessBefore = 0;
  private worstBefore = 0;

  /** Number of the change, and for each visit the last one that met it. */
  private change = 1;
  private readonly metIn: Int32Array;

  /** Visits whose start has to be looked at, with the time by which they queue. */
  private queued = 0;
  private readonly queue: Int32Array;
  private readonly queueTime: Float64Array;
  private readonly isQueued: Uint8Array;
  /** Sums while settling: lateness so far, its increases alone, and the worst that was met. */
  private sum = 0;
  private increase = 0;
  private highest = 0;

  constructor(problem: RoutingProblem) {
    const visits = problem.visits.length;
    const carers = problem.carers.length;
    const nodes = visits + carers;
    this.visits = visits;
    this.carers = carers;
    this.next = new Int32Array(nodes).fill(NONE);
    this.prev = new Int32Array(nodes).fill(NONE);
    this.carer = new Int32Array(nodes).fill(NONE);
    this.start = new Float64Array(nodes);
    this.duration = new Float64Array(nodes);
    this.earliest = new Float64Array(nodes);
    this.latest = new Float64Array(nodes);
    this.may = new Uint8Array(visits * carers);
    this.partner = new Int32Array(visits).fill(NONE);
    this.place = Int32Array.from([...problem.visits, ...problem.carers], (one) => one.place);
    this.places = problem.travel.length;
    this.travel = Float64Array.from(problem.travel.flat());
    this.kind = new Uint8Array(visits);
    this.minGap = new Float64Array(visits);
    this.maxGap = new Float64Array(visits);
    problem.visits.forEach((visit, at) => {
      this.duration[at] = visit.duration;
      this.earliest[at] = visit.earliest;
      this.latest[at] = visit.latest;
      for (const carer of visit.carers) this.may[at * carers + carer] = 1;
    });
    problem.carers.forEach((carer, at) => {
      this.start[visits + at] = carer.from;
      this.carer[visits + at] = at;
    });
    for (const { first, second, minGap, maxGap } of problem.pairs) {
      const together = maxGap === 0;
      this.partner[first] = second;
      this.partner[second] = first;
      this.kind[first] = together ? TOGETHER : FIRST;
      this.kind[second] = together ? TOGETHER : SECOND;
      for (const visit of [first, second]) {
        this.minGap[visit] = minGap;
        this.maxGap[visit] = maxGap;
      }
    }
    this.linkFrom = new Int32Array(8 * nodes);
    this.linkTo = new Int32Array(8 * nodes);
    this.givenVisit = new Int32Array(8 * nodes);
    this.givenFrom = new Int32Array(8 * nodes);
    this.movedVisit = new Int32Array(visits);
    this.movedFrom = new Float64Array(visits);
    this.metIn = new Int32Array(visits);
    this.queue = new Int32Array(nodes);
    this.queueTime = new Float64Array(nodes);
    this.isQueued = new Uint8Array(visits);
    this.load(Array.from({ length: carers }, () => []));
  }

  /** Takes over whole rounds, starts from scratch. False when their orders wait for each other for ever. */
  load(rounds: Rounds): boolean {
    const { visits, next, prev, carer } = this;
    next.fill(NONE);
    prev.fill(NONE);
    carer.fill(NONE, 0, visits);
    rounds.forEach((round, at) => {
      const base = visits + at;
      let last = base;
      for (const visit of round) {
        next[last] = visit;
        prev[visit] = last;
        carer[visit] = at;
        last = visit;
      }
      next[last] = base;
      prev[base] = last;
    });
    return this.refresh();
  }

  /** Starts and sums of the present rounds from scratch, without the rounding of many changes. */
  refresh(): boolean {
    const { visits, carers, start, earliest, latest, next } = this;
    this.begin();
    this.distance = 0;
    for (let at = 0; at < visits + carers; at++) {
      const to = next[at] as number;
      if (to !== NONE) this.distance += this.way(at, to);
    }
    for (let visit = 0; visit < visits; visit++) {
      start[visit] = earliest[visit] as number;
      this.touch(visit);
    }
    const free = this.settle(0, Number.POSITIVE_INFINITY, 0, (visits + 2) ** 2);
    this.lateness = 0;
    for (let visit = 0; visit < visits; visit++) {
      this.lateness += Math.max(0, (start[visit] as number) - (latest[visit] as number));
    }
    this.findWorst();
    return free;
  }

  cost(): number {
    return this.distance + this.lateness + this.worstLateness;
  }

  /** By how much the cost has risen since `begin`, as far as it was settled. */
  rise(): number {
    return this.cost() - this.distanceBefore - this.latenessBefore - this.worstLatenessBefore;
  }

  rounds(): number[][] {
    return Array.from({ length: this.carers }, (_, carer) => {
      const round: number[] = [];
      const base = this.visits + carer;
      for (let at = this.next[base] as number; at !== base; at = this.next[at] as number) round.push(at);
      return round;
    });
  }

  solution(): RoutingSolution {
    const { distance, lateness, worstLateness } = this;
    const starts = [...this.start.subarray(0, this.visits)];
    return { rounds: this.rounds(), starts, distance, lateness, worstLateness };
  }

  /** Minutes from the place of one node to that of another. */
  way(from: number, to: number): number {
    return this.travel[(this.place[from] as number) * this.places + (this.place[to] as number)] as number;
  }

  /** What was changed before is kept; a new change begins. */
  begin(): void {
    this.links = 0;
    this.givings = 0;
    this.moves = 0;
    this.queued = 0;
    this.change += 1;
    this.distanceBefore = this.distance;
    this.latenessBefore = this.lateness;
    this.worstLatenessBefore = this.worstLateness;
    this.worstBefore = this.worst;
  }

  link(from: number, to: number): void {
    this.linkFrom[this.links] = from;
    this.linkTo[this.links++] = this.next[from] as number;
    this.next[from] = to;
    this.prev[to] = from;
    if (to < this.visits) this.touch(to);
  }

  give(visit: number, carer: number): void {
    this.givenVisit[this.givings] = visit;
    this.givenFrom[this.givings++] = this.carer[visit] as number;
    this.carer[visit] = carer;
  }

  /** Takes a visit out of its round; returns how much longer the ways become. */
  take(visit: number): number {
    const before = this.prev[visit] as number;
    const after = this.next[visit] as number;
    this.link(before, after);
    this.linkFrom[this.links] = visit;
    this.linkTo[this.links++] = after;
    this.next[visit] = NONE;
    this.prev[visit] = NONE;
    this.give(visit, NONE);
    this.touch(visit);
    return this.way(before, after) - this.way(before, visit) - this.way(visit, after);
  }

  /** Puts a visit that is in no round behind `before`; returns how much longer the ways become. */
  put(visit: number, before: number): number {
    const after = this.next[before] as number;
    this.link(visit, after);
    this.link(before, visit);
    this.give(visit, this.carer[before] as number);
    return this.way(before, visit) + this.way(visit, after) - this.way(before, after);
  }

  /** Everything as it was at `begin`. */
  undo(): void {
    const { next, prev, start, carer } = this;
    while (this.queued > 0) this.isQueued[this.queue[--this.queued] as number] = 0;
    for (let at = this.links - 1; at >= 0; at--) {
      const from = this.linkFrom[at] as number;
      const to = this.linkTo[at] as number;
      next[from] = to;
      if (to !== NONE) prev[to] = from;
    }
    for (let at = this.givings - 1; at >= 0; at--) {
      carer[this.givenVisit[at] as number] = this.givenFrom[at] as number;
    }
    for (let at = this.moves - 1; at >= 0; at--) {
      start[this.movedVisit[at] as number] = this.movedFrom[at] as number;
    }
    this.distance = this.distanceBefore;
    this.lateness = this.latenessBefore;
    this.worstLateness = this.worstLatenessBefore;
    this.worst = this.worstBefore;
  }

  /**
   * Carries changed links on to the starts, in the order of time and no further than starts change. False, and then to
   * be undone, when the cost rises by more than `most` since `begin`, which is often known before all starts are, or
   * when rounds wait for each other for ever.
   * @param farther how much longer the ways became, minutes
   * @param gain the most by which lateness can shrink, minutes
   */
  settle(farther: number, most: number, gain: number, looks = MOST_LOOKS): boolean {
    const { prev, start, duration, earliest, place, travel, places, kind, partner } = this;
    const { queue, queueTime, isQueued, minGap, maxGap } = this;
    const bound = most - farther + gain;
    this.sum = this.lateness;
    this.increase = 0;
    this.highest = 0;
    while (this.queued > 0) {
      if (looks-- === 0) return false;
      let first = 0;
      for (let at = 1; at < this.queued; at++) {
        if ((queueTime[at] as number) < (queueTime[first] as number)) first = at;
      }
      const visit = queue[first] as number;
      const last = --this.queued;
      queue[first] = queue[last] as number;
      queueTime[first] = queueTime[last] as number;
      isQueued[visit] = 0;

      let own = earliest[visit] as number;
      const before = prev[visit] as number;
      if (before !== NONE) {
        const ready =
          (start[before] as number) +
          (duration[before] as number) +
          (travel[(place[before] as number) * places + (place[visit] as number)] as number);
        if (ready > own) own = ready;
      }
      const role = kind[visit] as number;
      if (role === SINGLE) {
        this.move(visit, own);
      } else {
        const other = partner[visit] as number;
        let theirs = earliest[other] as number;
        const beforeOther = prev[other] as number;
        if (beforeOther !== NONE) {
          const ready =
            (start[beforeOther] as number) +
            (duration[beforeOther] as number) +
            (travel[(place[beforeOther] as number) * places + (place[other] as number)] as number);
          if (ready > theirs) theirs = ready;
        }
        if (role === TOGETHER) {
          if (theirs > own) own = theirs;
          theirs = own;
        } else if (role === FIRST) {
          own = Math.max(own, theirs - (maxGap[visit] as number));
          theirs = Math.max(theirs, own + (minGap[visit] as number));
        } else {
          theirs = Math.max(theirs, own - (maxGap[visit] as number));
          own = Math.max(own, theirs + (minGap[visit] as number));
        }
        this.move(visit, own);
        this.move(other, theirs);
      }
      if (this.increase > bound) return false;
    }
    this.distance += farther;
    this.lateness = this.sum;
    if (this.moves > 0 && (this.metIn[this.worst] === this.change || this.highest > this.worstLateness)) {
      this.findWorst();
    }
    return this.rise() <= most;
  }

  /**
   * The most by which lateness can shrink when this visit starts earlier or not at all: all lateness that hangs on it
   * with no waiting between. Visits counted before, since `forgetGains`, are not counted again.
   */
  gainFrom(node: number): number {
    const { start, duration, latest, earliest, visits, next, partner, metIn, queue, change } = this;
    if (node >= visits || metIn[node] === change) return 0;
    let gain = 0;
    let depth = 0;
    // Nothing is queued between two changes, so the queue serves as stack.
    queue[depth++] = node;
    metIn[node] = change;
    while (depth > 0) {
      const at = queue[--depth] as number;
      const late = (start[at] as number) - (latest[at] as number);
      if (late > 0) gain += at === this.worst ? late + this.worstLateness : late;
      const other = partner[at] as number;
      if (other !== NONE && metIn[other] !== change) {
        metIn[other] = change;
        queue[depth++] = other;
      }
      const after = next[at] as number;
      if (after < visits && metIn[after] !== change) {
        const begins = start[after] as number;
        const ready = (start[at] as number) + (duration[at] as number) + this.way(at, after);
        if (begins > (earliest[after] as number) && begins <= ready + TINY) {
          metIn[after] = change;
          queue[depth++] = after;
        }
      }
    }
    return gain;
  }

  forgetGains(): void {
    this.change += 1;
  }

  /**
   * About what it would cost to put a visit that is in no round behind `before`: the longer way, and the lateness of
   * the visit, of the rest of this round and of its partner's; how that spreads to other rounds is left out.
   * A cost of `most` or more need not be exact.
   */
  costOfPutting(visit: number, before: number, most: number): number {
    const { start, duration, latest, visits, kind } = this;
    const after = this.next[before] as number;
    const to = this.way(before, visit);
    const on = this.way(visit, after);
    let cost = to + on - this.way(before, after);
    if (cost >= most) return cost;
    // Settled without a round, it starts as soon as its partner lets it.
    const wish = start[visit] as number;
    const ready = (start[before] as number) + (duration[before] as number) + to;
    const time = ready > wish ? ready : wish;
    const due = latest[visit] as number;
    if (time > due) cost += time - (wish > due ? wish : due);
    const other = this.partner[visit] as number;
    if (other !== NONE && time > wish && this.prev[other] !== NONE) {
      const role = kind[visit] as number;
      if (role === TOGETHER) cost += this.costOfDelay(other, time);
      else if (role === FIRST) cost += this.costOfDelay(other, time + (this.minGap[visit] as number));
      else cost += this.costOfDelay(other, time - (this.maxGap[visit] as number));
    }
    if (cost < most && after < visits)
      cost += this.costOfDelay(after, time + (duration[visit] as number) + on);
    return cost;
  }

  /** Lateness that starting a visit at `time` brings to it and the rest of its round. */
  private costOfDelay(visit: number, time: number): number {
    const { start, duration, latest, next, visits } = this;
    let cost = 0;
    let at = visit;
    while (at < visits) {
      const was = start[at] as number;
      if (time <= was) break;
      const due = latest[at] as number;
      if (time > due) cost += time - (was > due ? was : due);
      const after = next[at] as number;
      time += (duration[at] as number) + this.way(at, after);
      at = after;
    }
    return cost;
  }

  private touch(visit: number): void {
    if (this.isQueued[visit] === 1) return;
    this.isQueued[visit] = 1;
    this.queue[this.queued] = visit;
    this.queueTime[this.queued++] = this.start[visit] as number;
  }

  private move(visit: number, to: number): void {
    const { start, latest } = this;
    const from = start[visit] as number;
    const by = to - from;
    if (by < TINY && by > -TINY) return;
    if (this.metIn[visit] !== this.change) {
      this.metIn[visit] = this.change;
      this.movedVisit[this.moves] = visit;
      this.movedFrom[this.moves++] = from;
    }
    start[visit] = to;
    const due = latest[visit] as number;
    const late = to > due ? to - due : 0;
    const more = late - (from > due ? from - due : 0);
    if (more !== 0) {
      this.sum += more;
      if (more > 0) this.increase += more;
      if (late > this.highest) this.highest = late;
    }
    const after = this.next[visit] as number;
    if (after !== NONE && after < this.visits && this.isQueued[after] === 0) {
      this.isQueued[after] = 1;
      this.queue[this.queued] = after;
      // Not before this one, even where the old starts were the other way round.
      const was = start[after] as number;
      this.queueTime[this.queued++] = was > to ? was : to;
    }
  }

  private findWorst(): void {
    const { start, latest, visits } = this;
    let worst = 0;
    let most = 0;
    for (let visit = 0; visit < visits; visit++) {
      const late = (start[visit] as number) - (latest[visit] as number);
      if (late > most) {
        most = late;
        worst = visit;
      }
    }
    this.worst = worst;
    this.worstLateness = most;
  }
}
