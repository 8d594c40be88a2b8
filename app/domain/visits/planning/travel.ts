import { distanceKm, type Place } from '../../kernel/place';

/** Roads of the hills around the district are this much longer than the straight line. */
const DETOUR = 1.4;
const KM_PER_MINUTE = 0.6;

/** How far away, in a straight line, a place may be that is reached within so many minutes; kilometres. */
export const reachKm = (minutes: number): number => (minutes * KM_PER_MINUTE) / DETOUR;

/** Whole minutes on the road between two places at 36 km/h, rounded up. An estimate: no road network is known here. */
export const travelMinutes = (a: Place, b: Place): number =>
  Math.ceil((distanceKm(a, b) * DETOUR) / KM_PER_MINUTE);
