import { z } from 'zod';
import { insertOccupancy } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';

/**
 * Lays a person in a bed from a day on. Part of an admission or a transfer, which sees to it that the bed suits.
 * The database refuses BED.OCCUPIED, BED.CLOSED, BED.RESERVED, BED.PERSON_HAS_BED; the use case around it names
 * `bedConstraints`.
 */
export const occupyBed = useCase({
  permission: 'beds.occupy',
  input: z.object({ bedId: z.uuid(), personId: z.uuid(), stayId: z.uuid(), from: civilDate() }),
  constraints: bedConstraints,
  async run(scope, { bedId, personId, stayId, from }) {
    await insertOccupancy(scope.tx, { bedId, personId, stayId, fromOn: from });
    scope.audit(bedEvent('bed.occupied', bedId, { personId, from }));
    return accept(undefined);
  },
});
