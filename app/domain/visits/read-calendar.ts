import { selectCalendarEntries } from '#db/queries/visit-assignments';
import { publicActor } from '../access/public-actor';
import { read } from '../audit/use-case';
import { findCalendarOwner } from '../volunteers/own-calendar';

/** Days back that a calendar holds. */
const LOOK_BACK_DAYS = 90;
/** Appointments of one calendar. */
const MOST = 1_000;

/**
 * What a volunteer is asked to do and has done, as their calendar shows it, with what was taken back; undefined for a secret
 * that opens none. Whoever has the secret reads it, so it holds the place in words as it stands before anybody is assigned, and
 * neither address nor name of anybody visited.
 */
export async function readCalendar({ secret, requestId }: { secret: string; requestId: string }) {
  const owner = await findCalendarOwner(secret);
  return owner && entriesOf(publicActor(owner.tenantId, requestId), { volunteerId: owner.volunteerId });
}

const entriesOf = read('public', async ({ tx, now }, { volunteerId }: { volunteerId: string }) =>
  selectCalendarEntries(tx, {
    volunteerId,
    since: new Date(now.getTime() - LOOK_BACK_DAYS * 86_400_000),
    limit: MOST,
  }),
);
