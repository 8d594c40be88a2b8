import { selectActivitiesOf } from '#db/queries/activities';
import { selectIncidents } from '#db/queries/incidents';
import { read } from '../audit/use-case';
import { activityState } from './activity.rules';

/** Newest activities and incidents that a family sees. */
const SHOWN = 5;

/**
 * What the family of a resident sees of their life in the centre: activities, and incidents that the family was told of, by kind
 * and time. What a health file, an assessment or an incident says is told by a person and not by a page. Undefined for an account
 * that acts for nobody.
 */
export const findOwnCare = read(
  'care.view-own',
  async ({ tx, actor, now }, _: Record<string, never> = {}) => {
    const { personId } = actor;
    if (!personId) return undefined;
    const activities = await selectActivitiesOf(tx, personId, SHOWN);
    const incidents = await selectIncidents(tx, { personId, toldTo: 'family', now, limit: SHOWN });
    return {
      activities: activities.map((row) => ({ ...row, state: activityState(row, now) })),
      incidents: incidents.map(({ id, kind, noticedAt, closedAt }) => ({ id, kind, noticedAt, closedAt })),
    };
  },
);
