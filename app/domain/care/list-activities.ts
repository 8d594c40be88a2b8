import {
  selectActivities,
  selectActivitiesOf,
  selectActivity,
  selectActivityPeople,
} from '#db/queries/activities';
import { selectRiskMarks } from '#db/queries/risks';
import { read } from '../audit/use-case';
import { type PlainDate, startOf } from '../kernel/plain-date';
import { activityState } from './activity.rules';

/** Activities of one month, and people of one activity, at most. */
const MOST = 1_000;

/** Activities that begin on the days from `from` until `until`, half-open, in the order of time. */
export const listActivities = read(
  'care.view',
  async ({ tx, now }, { from, until }: { from: PlainDate; until: PlainDate }) => {
    const rows = await selectActivities(tx, { from: startOf(from), until: startOf(until), limit: MOST });
    return rows.map((row) => ({ ...row, state: activityState(row, now) }));
  },
);

/** An activity with who takes part, each with the risks that are medium or high; undefined when there is none. */
export const findActivity = read('care.view', async ({ tx, now }, { id }: { id: string }) => {
  const activity = await selectActivity(tx, id);
  if (!activity) return undefined;
  const people = await selectActivityPeople(tx, id, MOST);
  const marks = await selectRiskMarks(
    tx,
    people.map(({ personId }) => personId),
  );
  return {
    ...activity,
    state: activityState(activity, now),
    people: people.map((one) => ({
      ...one,
      marks: marks.filter(({ personId }) => personId === one.personId),
    })),
  };
});

/** Activities of a resident, the latest first. */
export const listActivitiesOf = read(
  'care.view',
  async ({ tx, now }, { personId, limit }: { personId: string; limit: number }) => {
    const rows = await selectActivitiesOf(tx, personId, limit);
    return rows.map((row) => ({ ...row, state: activityState(row, now) }));
  },
);
