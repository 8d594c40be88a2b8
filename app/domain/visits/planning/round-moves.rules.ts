import type { Random } from './random';
import type { RoundsState } from './rounds-state.rules';

/** Visits that may come right before a visit with profit: so many of them are kept for each. */
const NEIGHBOURS = 25;
/** How much a minute of certain waiting counts against a neighbour, next to a minute of way or of lateness. */
const WAITING = 0.2;

/** Out of 8192 moves so many take visits out and put them back; of the others most are rejected by their way alone. */
const REPLANTED = 250;
const PAIRS_REPLANTED = 400;
/** The most places around which visits are taken out, and the most in a row at each. */
const MOST_PLACES = 5;
const MOST_IN_A_ROW = 3;
/** Out of 1024 places for a visit so many are overlooked, so that not always the same is cheapest. */
const OVERLOOKED = 20;
/** Room for what is taken out at once, partners included. */
const MOST_TAKEN = 2 * MOST_PLACES * MOST_IN_A_ROW;

/** One move, drawn at random: kept when the cost rises by at most `most`. Returns whether it was kept. */
export type Mover = (most: number) => boolean;

/**
 * Moves of the rounds. Each begins with two visits that may follow each other with profit:
 * - exchange of what stands there with up to three visits of another place, in the same round or another;
 * - exchange of the ends of two rounds;
 * - replanting: both visits of a pair, or some strings of visits near each other, are taken out and put back one by
 *   one where they cost least.
 */
export function roundMover(state: RoundsState, random: Random): Mover {
  const { visits, carers, next, prev, carer, may, partner, start } = state;
  const neighbours = neighbourLists(state);
  const taken = new Int32Array(MOST_TAKEN);

  /** `steps` visits on from a node, but not past the base. */
  function onward(node: number, steps: number): number {
    let at = node;
    for (let left = steps; left > 0 && at < visits; left--) at = next[at] as number;
    return at;
  }

  function backward(node: number, steps: number): number {
    let at = node;
    for (let left = steps; left > 0 && at < visits; left--) at = prev[at] as number;
    return at;
  }

  /** Whether all from `first` to before `end` may be made by the carer. */
  function mayAll(first: number, end: number, whose: number): boolean {
    for (let at = first; at !== end; at = next[at] as number) {
      if (may[at * carers + whose] === 0) return false;
    }
    return true;
  }

  function giveAll(first: number, end: number, whose: number): void {
    for (let at = first; at !== end; at = next[at] as number) state.give(at, whose);
  }

  function meetsPartner(first: number, end: number, whose: number): boolean {
    for (let at = first; at !== end; at = next[at] as number) {
      const other = partner[at] as number;
      if (other >= 0 && carer[other] === whose) return true;
    }
    return false;
  }

  function decide(farther: number, most: number, gain: number): boolean {
    if (state.settle(farther, most, gain)) return true;
    state.undo();
    return false;
  }

  /** The most that lateness can shrink when the rounds change from these two nodes on. */
  function gainOf(a: number, b: number): number {
    if (state.lateness === 0) return 0;
    const gain = state.gainFrom(a) + state.gainFrom(b);
    state.forgetGains();
    return gain;
  }

  /** Exchanges what stands between `aBefore` and `aAfter` with what stands between `bBefore` and `bAfter`. */
  function exchange(aBefore: number, aAfter: number, bBefore: number, bAfter: number, most: number): boolean {
    const ours = carer[aBefore] as number;
    const theirs = carer[bBefore] as number;
    if (ours === theirs) {
      if (aBefore === bBefore) return false;
      const aIsFirst =
        aBefore >= visits || (bBefore < visits && (start[aBefore] as number) < (start[bBefore] as number));
      return aIsFirst
        ? exchangeWithin(aBefore, aAfter, bBefore, bAfter, most)
        : exchangeWithin(bBefore, bAfter, aBefore, aAfter, most);
    }
    const farther = fartherBy(aBefore, aAfter, bBefore, bAfter);
    if (farther - state.lateness - state.worstLateness > most) return false;
    const a = next[aBefore] as number;
    const b = next[bBefore] as number;
    if (!mayAll(a, aAfter, theirs) || !mayAll(b, bAfter, ours)) return false;
    const gain = gainOf(a, b);
    if (farther - gain > most) return false;
    state.begin();
    giveAll(a, aAfter, theirs);
    giveAll(b, bAfter, ours);
    if (meetsPartner(a, aAfter, theirs) || meetsPartner(b, bAfter, ours)) {
      state.undo();
      return false;
    }
    relink(aBefore, aAfter, bBefore, bAfter);
    return decide(farther, most, gain);
  }

  /** The same in one round; a stands before b. */
  function exchangeWithin(
    aBefore: number,
    aAfter: number,
    bBefore: number,
    bAfter: number,
    most: number,
  ): boolean {
    const a = next[aBefore] as number;
    const b = next[bBefore] as number;
    const aLast = prev[aAfter] as number;
    if (bBefore === aLast) {
      // Side by side.
      if (a === aAfter || b === bAfter) return false;
      const bLast = prev[bAfter] as number;
      const farther =
        state.way(aBefore, b) +
        state.way(bLast, a) +
        state.way(aLast, bAfter) -
        state.way(aBefore, a) -
        state.way(aLast, b) -
        state.way(bLast, bAfter);
      const gain = gainOf(a, b);
      if (farther - gain > most) return false;
      state.begin();
      state.link(aBefore, b);
      state.link(bLast, a);
      state.link(aLast, bAfter);
      return decide(farther, most, gain);
    }
    // Overlapping, or with the base inside.
    if (aAfter >= visits || (start[bBefore] as number) < (start[aAfter] as number)) return false;
    const farther = fartherBy(aBefore, aAfter, bBefore, bAfter);
    const gain = gainOf(a, b);
    if (farther - gain > most) return false;
    state.begin();
    relink(aBefore, aAfter, bBefore, bAfter);
    return decide(farther, most, gain);
  }

  function fartherBy(aBefore: number, aAfter: number, bBefore: number, bAfter: number): number {
    const a = next[aBefore] as number;
    const b = next[bBefore] as number;
    const aLast = prev[aAfter] as number;
    const bLast = prev[bAfter] as number;
    return (
      (a === aAfter ? state.way(bBefore, bAfter) : state.way(bBefore, a) + state.way(aLast, bAfter)) +
      (b === bAfter ? state.way(aBefore, aAfter) : state.way(aBefore, b) + state.way(bLast, aAfter)) -
      (a === aAfter ? state.way(aBefore, a) : state.way(aBefore, a) + state.way(aLast, aAfter)) -
      (b === bAfter ? state.way(bBefore, b) : state.way(bBefore, b) + state.way(bLast, bAfter))
    );
  }

  function relink(aBefore: number, aAfter: number, bBefore: number, bAfter: number): void {
    const a = next[aBefore] as number;
    const b = next[bBefore] as number;
    const aLast = prev[aAfter] as number;
    const bLast = prev[bAfter] as number;
    if (b === bAfter) {
      state.link(aBefore, aAfter);
    } else {
      state.link(aBefore, b);
      state.link(bLast, aAfter);
    }
    if (a === aAfter) {
      state.link(bBefore, bAfter);
    } else {
      state.link(bBefore, a);
      state.link(aLast, bAfter);
    }
  }

  /** Where a visit in no round costs least, about: the node before it, or −1. */
  function cheapestPlace(visit: number): number {
    const other = partner[visit] as number;
    const not = other >= 0 ? (carer[other] as number) : -1;
    const row = visit * carers;
    const list = neighbours[visit] as Int32Array;
    let least = Number.POSITIVE_INFINITY;
    let place = -1;
    for (let at = 0; at < list.length; at++) {
      const before = list[at] as number;
      const whose = carer[before] as number;
      if (whose < 0 || whose === not || may[row + whose] === 0) continue;
      if ((random.bits() & 1023) < OVERLOOKED) continue;
      const cost = state.costOfPutting(visit, before, least);
      if (cost < least) {
        least = cost;
        place = before;
      }
    }
    for (let whose = 0; whose < carers; whose++) {
      if (whose === not || may[row + whose] === 0) continue;
      const cost = state.costOfPutting(visit, visits + whose, least);
      if (cost < least) {
        least = cost;
        place = visits + whose;
      }
    }
    return place;
  }

  /** Puts what is taken out back, in random order. */
  function putBack(count: number, most: number): boolean {
    for (let left = count; left > 0; left--) {
      const pick = random.below(left);
      const visit = taken[pick] as number;
      taken[pick] = taken[left - 1] as number;
      const place = cheapestPlace(visit);
      if (place < 0) return false;
      const farther = state.put(visit, place);
      if (!state.settle(farther, left === 1 ? most : Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY))
        return false;
    }
    return true;
  }

  function replantPair(visit: number, most: number): boolean {
    const other = partner[visit] as number;
    if (other < 0) return false;
    state.begin();
    taken[0] = visit;
    taken[1] = other;
    const farther = state.take(visit) + state.take(other);
    if (state.settle(farther, Number.POSITIVE_INFINITY, 0) && putBack(2, most)) return true;
    state.undo();
    return false;
  }

  function replantAround(visit: number, most: number): boolean {
    const list = neighbours[visit] as Int32Array;
    state.begin();
    let count = 0;
    let farther = 0;
    let centre = visit;
    for (let places = 2 + random.below(MOST_PLACES - 1); places > 0; places--) {
      let at = centre;
      for (let row = 1 + random.below(MOST_IN_A_ROW); row > 0; row--) {
        if (at >= visits || (carer[at] as number) < 0) break;
        let after = next[at] as number;
        taken[count++] = at;
        farther += state.take(at);
        const other = partner[at] as number;
        if (other >= 0 && (carer[other] as number) >= 0 && (random.bits() & 3) !== 0) {
          if (other === after) after = next[other] as number;
          taken[count++] = other;
          farther += state.take(other);
        }
        at = after;
      }
      if (list.length === 0) break;
      centre = list[random.below(list.length)] as number;
    }
    if (state.settle(farther, Number.POSITIVE_INFINITY, 0) && putBack(count, most)) return true;
    state.undo();
    return false;
  }

  return (most) => {
    const bits = random.bits();
    const chance = bits & 8191;
    const to = random.below(visits);
    if (chance < REPLANTED) return replantAround(to, most);
    if (chance < REPLANTED + PAIRS_REPLANTED) return replantPair(to, most);
    // `to` shall come right after `from`: a neighbour, or now and then the beginning of a round.
    const list = neighbours[to] as Int32Array;
    const from =
      list.length === 0 || ((bits >>> 13) & 31) === 0
        ? visits + random.below(carers)
        : (list[random.below(list.length)] as number);
    if (next[from] === to) return false;
    const sort = (bits >>> 18) & 127;
    if (sort < 16) {
      const ours = carer[to] as number;
      const theirs = carer[from] as number;
      return ours !== theirs && exchange(prev[to] as number, visits + ours, from, visits + theirs, most);
    }
    // How many visits go, and how many come instead: mostly one and none, or one and one.
    let go = 1;
    let come = 0;
    if (sort >= 96) {
      go = 1 + (sort & 1) + ((sort >>> 1) & (sort >>> 2) & 1);
      come = ((sort >>> 3) & 3) % 3;
    } else if (sort >= 64) come = 1;
    // Either what begins with `to` goes behind `from`, or what ends with `from` goes before `to`.
    return ((bits >>> 25) & 1) === 1 || from >= visits
      ? exchange(prev[to] as number, onward(to, go), from, onward(next[from] as number, come), most)
      : exchange(backward(from, go), next[from] as number, backward(prev[to] as number, come), to, most);
  };
}

/** For each visit those that come before it with the least way, waiting and lateness, among those some carer shares. */
function neighbourLists(state: RoundsState): Int32Array[] {
  const { visits, carers, may, earliest, latest, duration, partner } = state;
  const shared = (a: number, b: number) => {
    for (let carer = 0; carer < carers; carer++) {
      if (may[a * carers + carer] === 1 && may[b * carers + carer] === 1) return true;
    }
    return false;
  };
  return Array.from({ length: visits }, (_, to) => {
    const found: { readonly from: number; readonly cost: number }[] = [];
    for (let from = 0; from < visits; from++) {
      if (from === to || partner[from] === to || !shared(from, to)) continue;
      const way = state.way(from, to);
      const on = (duration[from] as number) + way;
      const wait = (earliest[to] as number) - (latest[from] as number) - on;
      const late = (earliest[from] as number) + on - (latest[to] as number);
      found.push({ from, cost: way + WAITING * Math.max(0, wait) + Math.max(0, late) });
    }
    found.sort((a, b) => a.cost - b.cost || a.from - b.from);
    return Int32Array.from(found.slice(0, NEIGHBOURS), (one) => one.from);
  });
}
