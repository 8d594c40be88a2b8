/** A place on the map, degrees (WGS 84). */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_KM = 6371;
/** Roads of the hills around the district are this much longer than the straight line. */
const DETOUR = 1.4;
const KM_PER_MINUTE = 0.6;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Straight-line distance in kilometres (haversine). */
export function distanceKm(a: Place, b: Place): number {
  const latitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return (
    2 *
    EARTH_KM *
    Math.asin(Math.sqrt(latitude + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * longitude))
  );
}

/** Whole minutes on the road between two places at 36 km/h, rounded up. An estimate: no road network is known here. */
export const travelMinutes = (a: Place, b: Place): number =>
  Math.ceil((distanceKm(a, b) * DETOUR) / KM_PER_MINUTE);
