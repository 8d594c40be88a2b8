import { z } from 'zod';
import { type Refusal, refusal } from './refusals';

/** A place on the map, degrees (WGS 84). */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_KM = 6371;

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

/** The northernmost, southernmost, easternmost and westernmost places so many kilometres away from a place, away from the poles. */
export function placesAround({ latitude, longitude }: Place, km: number): Place[] {
  const north = (km / EARTH_KM) * (180 / Math.PI);
  const east = north / Math.cos(radians(latitude));
  return [
    { latitude: latitude + north, longitude },
    { latitude: latitude - north, longitude },
    { latitude, longitude: longitude + east },
    { latitude, longitude: longitude - east },
  ];
}

const degrees = (most: number, code: string) => z.number(code).min(-most, code).max(most, code);

/** Degrees of latitude and longitude as a form or the API sends them. Refuse PLACE.LATITUDE_RANGE, PLACE.LONGITUDE_RANGE. */
export const latitudeInput = () => degrees(90, 'PLACE.LATITUDE_RANGE');
export const longitudeInput = () => degrees(180, 'PLACE.LONGITUDE_RANGE');

/** What was typed of a point: both degrees, or neither. */
export interface TypedPoint {
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

/** The fields in which a form asks for a point. */
export interface PointFields {
  readonly latitude: string;
  readonly longitude: string;
}

/** Why a point is none: half of it was typed. Refuses PLACE.HALF at the field that is missing. */
export function halfProblems({ latitude, longitude }: TypedPoint, fields: PointFields): Refusal[] {
  if ((latitude === undefined) === (longitude === undefined)) return [];
  return [refusal('PLACE.HALF', { field: latitude === undefined ? fields.latitude : fields.longitude })];
}

/**
 * Kilometres that a point of a town lies at most from the town's own. No district is half as wide, and whoever comes from the
 * next city is within it; what lies farther off is a typing error such as 0/0 or degrees that changed places.
 */
export const FARTHEST_KM = 100;

/** The same, and PLACE.FAR of a point that is farther than `FARTHEST_KM` from the town's own, where that is known. */
export function pointProblems(
  point: TypedPoint,
  town: { readonly latitude: number | null; readonly longitude: number | null } | undefined,
  fields: PointFields,
): Refusal[] {
  const { latitude, longitude } = point;
  if (latitude === undefined || longitude === undefined) return halfProblems(point, fields);
  if (town?.latitude == null || town.longitude == null) return [];
  const own = { latitude: town.latitude, longitude: town.longitude };
  return distanceKm({ latitude, longitude }, own) > FARTHEST_KM
    ? [refusal('PLACE.FAR', { field: fields.latitude, params: { km: FARTHEST_KM } })]
    : [];
}
