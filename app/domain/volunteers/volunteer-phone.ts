import { z } from 'zod';
import { selectGuardianPhone, selectVolunteer } from '#db/queries/volunteers';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { correctPhone } from '../people/correct-person';
import { revealPersonField } from '../people/reveal-person-field';
import { phoneCorrected, phoneRevealed } from './volunteer.events';

const volunteerId = z.uuid('VOLUNTEER.UNKNOWN');
const unknown = refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' });

/**
 * Shows a volunteer's telephone number in the clear, and the guardian's if there is one, for who must call them, and writes
 * down who saw them and why: in the volunteer's history and in the person's. Refuses VOLUNTEER.UNKNOWN,
 * PERSON.REVEAL_REASON_MISSING, .NOTHING_TO_REVEAL.
 */
export const revealVolunteerPhone = useCase({
  permission: 'volunteers.register',
  input: revealPersonField.input.pick({ reason: true }).extend({ volunteerId }),
  async run(scope, { volunteerId: id, reason }) {
    const volunteer = await selectVolunteer(scope.tx, id);
    if (!volunteer) return refuse(unknown);
    const guardianPhone = await selectGuardianPhone(scope.tx, id);
    const { personId } = volunteer;
    const seen = await revealPersonField.within(scope, { personId, field: 'phone', reason });
    if (!seen.ok && !guardianPhone) return refuse(...seen.refusals.map(({ code }) => refusal(code)));
    scope.audit(phoneRevealed(id, reason));
    return accept({ phone: seen.ok ? seen.value.value : null, guardianPhone });
  },
});

/**
 * Enters or corrects a volunteer's telephone number in the register of people, where text messages find it. Refuses
 * VOLUNTEER.UNKNOWN, PERSON.UNKNOWN, .PHONE_FORM.
 */
export const correctVolunteerPhone = useCase({
  permission: 'volunteers.edit',
  input: correctPhone.input.pick({ phone: true }).extend({ volunteerId }),
  async run(scope, { volunteerId: id, phone }) {
    const volunteer = await selectVolunteer(scope.tx, id);
    if (!volunteer) return refuse(unknown);
    const corrected = await correctPhone.within(scope, { personId: volunteer.personId, phone });
    if (!corrected.ok) return corrected;
    if (corrected.value.changed) scope.audit(phoneCorrected(id));
    return accept({ volunteerId: id });
  },
});
