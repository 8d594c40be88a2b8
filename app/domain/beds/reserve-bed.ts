import { z } from 'zod';
import { insertReservation } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';

/**
 * Keeps a bed for a person from a day on, until it is released. Part of an offer. The database refuses BED.OCCUPIED,
 * BED.CLOSED, BED.RESERVED, BED.PERSON_HAS_RESERVATION; the use case around it names `bedConstraints`.
 */
export const reserveBed = useCase({
  permission: 'beds.occupy',
  input: z.object({ bedId: z.uuid(), personId: z.uuid(), from: civilDate() }),
  constraints: bedConstraints,
  async run(scope, { bedId, personId, from }) {
    const reservationId = await insertReservation(scope.tx, {
      bedId,
      personId,
      fromOn: from,
      madeAt: scope.now,
    });
    scope.audit(bedEvent('bed.reserved', bedId, { personId, from }));
    return accept({ reservationId });
  },
});
