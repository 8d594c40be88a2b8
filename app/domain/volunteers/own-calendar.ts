import { z } from 'zod';
import { deleteCalendar, findCalendarByDigest, saveCalendar, selectCalendar } from '#db/queries/volunteers';
import { outsideTenants } from '#db/transaction';
import { read, useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { digestOf, newSecret } from '../kernel/secret';
import { ofOwn } from './own-volunteer';
import { calendarEnded, calendarRenewed } from './volunteer.events';

/**
 * Makes the address of the acting volunteer's private calendar; one that was made before leads nowhere from now on. The secret
 * is answered once. Refuses VOLUNTEER.NOT_ONE.
 */
export const renewOwnCalendar = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({}),
  run: (scope) =>
    ofOwn(scope, async (volunteerId) => {
      const secret = newSecret();
      await saveCalendar(scope.tx, { volunteerId, secretDigest: digestOf(secret), madeAt: scope.now });
      scope.audit(calendarRenewed(volunteerId));
      return accept({ secret });
    }),
});

/** Ends the acting volunteer's calendar: its address leads nowhere from now on. Refuses VOLUNTEER.NOT_ONE. */
export const endOwnCalendar = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({}),
  run: (scope) =>
    ofOwn(scope, async (volunteerId) => {
      if (await deleteCalendar(scope.tx, volunteerId)) scope.audit(calendarEnded(volunteerId));
      return accept({ volunteerId });
    }),
});

/** Since when the acting volunteer has a calendar; undefined: there is none. */
export const findOwnCalendar = read(
  'volunteers.view-own',
  async ({ tx, actor }, _: Record<string, never> = {}) =>
    actor.volunteerId ? selectCalendar(tx, actor.volunteerId) : undefined,
);

/** Whose calendar a secret opens, in whichever tenant; undefined for an unknown secret. */
export const findCalendarOwner = (secret: string) =>
  outsideTenants((tx) => findCalendarByDigest(tx, digestOf(secret)));
