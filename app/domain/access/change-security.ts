import { z } from 'zod';
import { saveStaffSecondFactor } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { securityEvent } from './access.events';

/** Demands a second factor of every staff role, or no longer does. Staff without one enrol at their next page. */
export const changeSecurity = useCase({
  permission: 'access.edit-security',
  input: z.object({ staffSecondFactor: z.boolean() }),
  async run({ tx, actor, now, audit }, { staffSecondFactor }) {
    await saveStaffSecondFactor(tx, staffSecondFactor, now);
    audit(securityEvent(actor.tenantId, { staffSecondFactor }));
    return accept({ staffSecondFactor });
  },
});
