import { z } from 'zod';
import { readCodeVersion, readVisitSettings } from '#db/queries/visit-attendance';
import type { Scope } from '../audit/use-case';
import { distanceKm, latitudeInput, longitudeInput } from '../kernel/place';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { listTowns } from '../organisations/list-towns';
import { codeSubject, readCode } from './check-in-code';

/** How somebody shows that they are there: a code that they read there, or where their telephone says it is. */
export const proofForm = z.object({
  /** As read from a screen or a printed page; the address around it may come along. */
  code: z.string().trim().max(300).optional(),
  latitude: latitudeInput().optional(),
  longitude: longitudeInput().optional(),
  /** Metres within which the telephone believes to be. */
  accuracy: z.number().min(0).optional(),
});

export type Proof = z.output<typeof proofForm>;

/** Inaccuracy of a telephone that is granted; more than that shows nothing. */
const MOST_ACCURACY_METRES = 100;

export interface Proven {
  readonly by: 'screen' | 'paper' | 'place';
  readonly metres?: number;
}

interface At {
  readonly townCode: string;
  readonly place: string;
  readonly needPersonId: string | null;
  readonly householdId: string | null;
  readonly latitude: number;
  readonly longitude: number;
}

/** The part of an address that is the code. */
const codeIn = (text: string): string => /[?&]code=([^&#]+)/.exec(text)?.[1] ?? text;

/** Judges a proof. Refuses ASSIGNMENT.PROOF_MISSING, .CODE_WRONG, .NO_POINT, .TOO_FAR, .INACCURATE. */
export async function prove(scope: Scope, visit: At, proof: Proof): Promise<Result<Proven>> {
  if (proof.code) {
    const subject = codeSubject({ ...visit, personId: visit.needPersonId });
    const version = await readCodeVersion(scope.tx, subject);
    const by = readCode(
      codeIn(proof.code),
      { tenantId: scope.actor.tenantId, subject },
      { now: scope.now, version },
    );
    return by ? accept({ by }) : refuse(refusal('ASSIGNMENT.CODE_WRONG', { field: 'code' }));
  }
  if (proof.latitude === undefined || proof.longitude === undefined)
    return refuse(refusal('ASSIGNMENT.PROOF_MISSING', { field: 'code' }));
  const accuracy = proof.accuracy ?? 0;
  if (accuracy > MOST_ACCURACY_METRES)
    return refuse(refusal('ASSIGNMENT.INACCURATE', { params: { metres: Math.round(accuracy) } }));
  // A need without a point of its own has that of its town, where nobody is visited.
  const town = (await listTowns.within(scope, {})).find((one) => one.code === visit.townCode);
  if (town?.latitude === visit.latitude && town?.longitude === visit.longitude)
    return refuse(refusal('ASSIGNMENT.NO_POINT'));
  const { checkInMetres } = await readVisitSettings(scope.tx);
  const metres = Math.round(
    distanceKm(visit, { latitude: proof.latitude, longitude: proof.longitude }) * 1000,
  );
  return metres - accuracy > checkInMetres
    ? refuse(refusal('ASSIGNMENT.TOO_FAR', { params: { metres, most: checkInMetres } }))
    : accept({ by: 'place', metres });
}
