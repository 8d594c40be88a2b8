import { z } from 'zod';
import { releaseReservation } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { bedEvent } from './bed.events';

/** Lets a kept bed go. Part of an offer's end; releasing twice is the same as once. */
export const releaseBed = useCase({
  permission: 'beds.occupy',
  input: z.object({ reservationId: z.uuid() }),
  async run(scope, { reservationId }) {
    const released = await releaseReservation(scope.tx, reservationId, scope.now);
    if (released) scope.audit(bedEvent('bed.released', released.bedId, { personId: released.personId }));
    return accept(undefined);
  },
});
