import { z } from 'zod';
import { type AuditEvent, useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';

/** Writes what happened at sign-in to the tenant's audit trail; the change itself is better-auth's. */
export const recordUserEvent = useCase({
  permission: 'account',
  input: z.custom<AuditEvent>((event) => typeof event === 'object'),
  async run({ audit }, event) {
    audit(event);
    return accept({});
  },
});
