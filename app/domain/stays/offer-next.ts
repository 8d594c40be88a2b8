import { z } from 'zod';
import { selectOffer } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { mismatches } from '../beds/bed-match.rules';
import { findRoomNeed } from '../beds/find-room-need';
import { listAvailability } from '../beds/list-free-beds';
import { accept, type Result } from '../kernel/refusals';
import { listWaiting } from './list-waiting';
import { offerBed, whoLetGo } from './offer-bed';

const HOUR_MS = 3_600_000;

/**
 * Offers a bed that somebody declined or did not answer for to the next person whom it suits, for as long as it was offered
 * before. Whoever let it go is not asked about it again. Nobody suits, or the bed is taken or closed by now: nothing happens.
 */
export const offerNext = useCase({
  permission: 'jobs.run',
  input: z.object({ offerId: z.uuid() }),
  async run(scope, { offerId }): Promise<Result<{ offered: string | null }>> {
    const before = await selectOffer(scope.tx, offerId);
    if (before?.status !== 'lapsed' && before?.status !== 'declined') return accept({ offered: null });
    const from = before.fromOn > scope.today ? before.fromOn : scope.today;
    const bed = (await listAvailability.within(scope, { from })).find(({ id }) => id === before.bedId);
    if (!bed) return accept({ offered: null });
    const answerHours = Math.round((before.expiresAt.getTime() - before.offeredAt.getTime()) / HOUR_MS);
    const letGo = await whoLetGo(scope, bed.id, from);
    const { places } = await listWaiting.within(scope, {});
    for (const { waiting } of places) {
      const { applicationId, personId, sex, grade } = waiting;
      if (grade === null || letGo.has(applicationId)) continue;
      const room = await findRoomNeed.within(scope, { personId, on: from });
      if (mismatches(bed, { personId, sex, ...room, grade }, from).length > 0) continue;
      const offered = await offerBed.within(scope, { applicationId, bedId: bed.id, from, answerHours });
      if (offered.ok) return accept({ offered: applicationId });
    }
    return accept({ offered: null });
  },
});
