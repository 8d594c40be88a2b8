import { z } from 'zod';
import { insertHours, lockVolunteers, revokeCertificatesOver, selectHoursRow } from '#db/queries/volunteers';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { notify } from '../notices/notify';
import { hoursReversed } from './volunteer.events';

/**
 * Takes recorded hours back: a row of its own with the opposite minutes and a reason (更正, 第十三条). Certificates
 * that counted the day no longer prove what they say, so they are revoked with it; time given elsewhere stands on none. The
 * volunteer is told of each.
 * Refuses HOURS.UNKNOWN, HOURS.IS_REVERSAL, HOURS.REVERSED_ALREADY, HOURS.REASON_MISSING.
 */
export const reverseHours = useCase({
  permission: 'visits.confirm-hours',
  input: z.object({
    hoursId: z.uuid('HOURS.UNKNOWN'),
    reason: z.string('HOURS.REASON_MISSING').trim().min(1, 'HOURS.REASON_MISSING').max(500),
  }),
  constraints: { volunteer_hours_reversed_once: refusal('HOURS.REVERSED_ALREADY', { field: 'hoursId' }) },
  async run(scope, { hoursId, reason }) {
    const row = await selectHoursRow(scope.tx, hoursId);
    if (!row) return refuse(refusal('HOURS.UNKNOWN', { field: 'hoursId' }));
    if (row.reversesId) return refuse(refusal('HOURS.IS_REVERSAL', { field: 'hoursId' }));
    const { id, volunteerId, servedOn, minutes, activity, place, organiser, inCharge, title, proof } = row;
    await lockVolunteers(scope.tx, [volunteerId]);
    const reversalId = await insertHours(scope.tx, {
      volunteerId,
      sourceType: 'reversal',
      sourceId: id,
      servedOn,
      minutes: -minutes,
      activity,
      place,
      organiser,
      inCharge,
      title,
      reversesId: id,
      reason,
      recordedAt: scope.now,
    });
    if (!reversalId) return refuse(refusal('HOURS.REVERSED_ALREADY', { field: 'hoursId' }));
    const revoked =
      proof === null
        ? await revokeCertificatesOver(scope.tx, { volunteerId, day: servedOn, on: scope.today, reason })
        : [];
    const certificatesRevoked = revoked.map((certificate) => certificate.number);
    scope.audit(hoursReversed(volunteerId, { hoursId: id, minutes: -minutes, certificatesRevoked }, reason));
    const told = { to: { volunteerId }, subject: { type: 'volunteer', id: volunteerId } };
    await notify(scope, [
      {
        ...told,
        kind: 'hours-reversed',
        key: `hours-reversed/${reversalId}`,
        params: { day: servedOn, minutes: String(minutes), reason },
      },
      ...revoked.map((certificate) => ({
        ...told,
        kind: 'certificate-revoked' as const,
        key: `certificate-revoked/${certificate.id}`,
        params: { number: certificate.number, reason },
      })),
    ]);
    return accept({ reversalId, certificatesRevoked });
  },
});
