import { z } from 'zod';
import {
  joinPeople,
  lockActivity,
  markPresence,
  selectActivityPeople,
  withdrawPerson,
} from '#db/queries/activities';
import { useCase } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { listResidentIds } from '../stays/list-residents';
import { careEvent } from './care.events';

const activityId = z.uuid('CARE.ACTIVITY_UNKNOWN');

/** People that an activity may have on its list at once. */
const MOST_PEOPLE = 1_000;

/**
 * Puts residents on the list of an activity. Refuses CARE.ACTIVITY_UNKNOWN, .ACTIVITY_CANCELLED, .PEOPLE_NONE, .NOT_RESIDENT
 * (somebody does not live in the centre on that day); the database refuses .ACTIVITY_FULL.
 */
export const joinActivity = useCase({
  permission: 'care.record',
  input: z.object({
    activityId,
    personIds: z.array(z.uuid('CARE.PERSON_UNKNOWN')).min(1, 'CARE.PEOPLE_NONE').max(PAGE_LIMIT),
  }),
  constraints: {
    activity_people_full: refusal('CARE.ACTIVITY_FULL', { field: 'personIds' }),
    activity_people_cancelled: refusal('CARE.ACTIVITY_CANCELLED'),
  },
  async run(scope, { activityId: id, personIds }) {
    const activity = await lockActivity(scope.tx, id);
    if (!activity) return refuse(refusal('CARE.ACTIVITY_UNKNOWN'));
    if (activity.cancelledAt) return refuse(refusal('CARE.ACTIVITY_CANCELLED'));
    const wanted = [...new Set(personIds)];
    const living = await listResidentIds.within(scope, { personIds: wanted, on: dateOf(activity.startsAt) });
    if (wanted.some((personId) => !living.has(personId)))
      return refuse(refusal('CARE.NOT_RESIDENT', { field: 'personIds' }));
    await joinPeople(scope.tx, {
      activityId: id,
      personIds: wanted,
      at: scope.now,
      byName: scope.actor.name,
    });
    scope.audit(careEvent('activity.joined', { type: 'activity', id }, { personIds: wanted }));
    return accept({ activityId: id });
  },
});

/** Takes a resident off the list. Refuses CARE.ACTIVITY_UNKNOWN, .NOT_JOINED (or it is known already whether they came). */
export const leaveActivity = useCase({
  permission: 'care.record',
  input: z.object({ activityId, personId: z.uuid('CARE.PERSON_UNKNOWN') }),
  async run({ tx, now, actor, audit }, { activityId: id, personId }) {
    if (!(await lockActivity(tx, id))) return refuse(refusal('CARE.ACTIVITY_UNKNOWN'));
    if (!(await withdrawPerson(tx, { activityId: id, personId, at: now, byName: actor.name })))
      return refuse(refusal('CARE.NOT_JOINED'));
    audit(careEvent('activity.left', { type: 'activity', id }, { personId }));
    return accept({ activityId: id });
  },
});

/**
 * Notes who of the list came, from the beginning of the activity on; said again it replaces what was said. Refuses
 * CARE.ACTIVITY_UNKNOWN, .ACTIVITY_CANCELLED, .ACTIVITY_NOT_BEGUN, .NOT_JOINED (somebody is not on the list).
 */
export const recordPresence = useCase({
  permission: 'care.record',
  input: z.object({ activityId, present: z.array(z.uuid('CARE.PERSON_UNKNOWN')).max(MOST_PEOPLE) }),
  async run({ tx, now, actor, audit }, { activityId: id, present }) {
    const activity = await lockActivity(tx, id);
    if (!activity) return refuse(refusal('CARE.ACTIVITY_UNKNOWN'));
    if (activity.cancelledAt) return refuse(refusal('CARE.ACTIVITY_CANCELLED'));
    if (now < activity.startsAt) return refuse(refusal('CARE.ACTIVITY_NOT_BEGUN'));
    const listed = new Set((await selectActivityPeople(tx, id, MOST_PEOPLE)).map(({ personId }) => personId));
    if (present.some((personId) => !listed.has(personId)))
      return refuse(refusal('CARE.NOT_JOINED', { field: 'present' }));
    await markPresence(tx, { activityId: id, present, at: now, byName: actor.name });
    audit(
      careEvent(
        'activity.attended',
        { type: 'activity', id },
        { present: present.length, listed: listed.size },
      ),
    );
    return accept({ activityId: id });
  },
});
