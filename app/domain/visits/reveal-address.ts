import { z } from 'zod';
import { openAddress } from '#db/queries/visit-needs';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { ownAssignment } from './own-assignment';
import { addressRevealed } from './visit.events';

/** Shows the exact address to the volunteer who is expected there, and remembers that it was shown. Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE. */
export const revealAddress = useCase({
  permission: 'visits.answer',
  input: z.object({ assignmentId: z.uuid('ASSIGNMENT.UNKNOWN') }),
  async run(scope, { assignmentId }) {
    const own = await ownAssignment(scope, assignmentId, ['accepted', 'checked_in']);
    if (!own.ok) return own;
    const address = await openAddress(scope.tx, own.value.needId);
    scope.audit(addressRevealed(assignmentId));
    return accept({ address: address ?? null });
  },
});
