import { z } from 'zod';
import { newId } from '#db/new-id';
import { cancelActivity as cancel, insertActivity, lockActivity } from '#db/queries/activities';
import { useCase } from '../audit/use-case';
import { instantInput } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { activityKinds } from './activity.rules';
import { careEvent } from './care.events';

/**
 * Plans an activity, or enters one that was. Refuses CARE.NAME_MISSING, .KIND_MISSING, .PLACE_MISSING, .STARTS_AT, .ENDS_AT,
 * .ENDS_ORDER, .CAPACITY, .LEADER_MISSING, .TEXT_LONG, .ACTIVITY_TWICE.
 */
export const planActivity = useCase({
  permission: 'care.record',
  input: z.object({
    /** Chosen by whoever sends it, so that a form that is sent twice is entered once. */
    activityId: z.uuid().optional(),
    name: z.string('CARE.NAME_MISSING').trim().min(1, 'CARE.NAME_MISSING').max(60, 'CARE.TEXT_LONG'),
    kind: z.enum(activityKinds, 'CARE.KIND_MISSING'),
    place: z.string('CARE.PLACE_MISSING').trim().min(1, 'CARE.PLACE_MISSING').max(100, 'CARE.TEXT_LONG'),
    startsAt: instantInput('CARE.STARTS_AT'),
    endsAt: instantInput('CARE.ENDS_AT'),
    capacity: z.int('CARE.CAPACITY').min(1, 'CARE.CAPACITY').max(1000, 'CARE.CAPACITY'),
    leader: z.string('CARE.LEADER_MISSING').trim().min(1, 'CARE.LEADER_MISSING').max(60, 'CARE.TEXT_LONG'),
    note: z.string().trim().max(500, 'CARE.TEXT_LONG').optional(),
  }),
  constraints: { activities_pk: refusal('CARE.ACTIVITY_TWICE') },
  async run({ tx, now, actor, audit }, { activityId = newId(), leader, note, ...row }) {
    if (row.endsAt <= row.startsAt) return refuse(refusal('CARE.ENDS_ORDER', { field: 'endsAt' }));
    await insertActivity(tx, {
      ...row,
      id: activityId,
      leaderName: leader,
      note: note ?? null,
      recordedAt: now,
      recordedByName: actor.name,
    });
    audit(careEvent('activity.planned', { type: 'activity', id: activityId }, { name: row.name }));
    return accept({ activityId });
  },
});

/** Cancels an activity that has not ended. Refuses CARE.ACTIVITY_UNKNOWN, .ACTIVITY_CANCELLED, .ACTIVITY_OVER, .REASON_MISSING. */
export const cancelActivity = useCase({
  permission: 'care.record',
  input: z.object({
    activityId: z.uuid('CARE.ACTIVITY_UNKNOWN'),
    reason: z.string('CARE.REASON_MISSING').trim().min(2, 'CARE.REASON_MISSING').max(300, 'CARE.TEXT_LONG'),
  }),
  async run({ tx, now, actor, audit }, { activityId, reason }) {
    const activity = await lockActivity(tx, activityId);
    if (!activity) return refuse(refusal('CARE.ACTIVITY_UNKNOWN'));
    if (activity.cancelledAt) return refuse(refusal('CARE.ACTIVITY_CANCELLED'));
    if (activity.endsAt <= now) return refuse(refusal('CARE.ACTIVITY_OVER'));
    await cancel(tx, activityId, { at: now, byName: actor.name, reason });
    audit(careEvent('activity.cancelled', { type: 'activity', id: activityId }, {}, reason));
    return accept({ activityId });
  },
});
