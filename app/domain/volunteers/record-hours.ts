import { insertHours } from '#db/queries/volunteers';
import type { Scope } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { specialDaysBetween } from '../standards/list-special-days';
import { holidaysAround, recordedBy } from './hours.rules';
import { hoursRecorded } from './volunteer.events';

/** Time given to one thing, as 志愿服务记录与证明出具办法 第七条 wants it recorded. */
export interface ServiceRecord {
  readonly volunteerId: string;
  /** What the time was given to; recorded once, however often it is confirmed. */
  readonly source: { readonly type: string; readonly id: string };
  readonly servedOn: PlainDate;
  /** Time really given in whole minutes; the way there and back is not counted. */
  readonly minutes: number;
  readonly activity: string;
  readonly place: string;
  readonly organiser: string;
  readonly inCharge: string;
}

/**
 * Adds to the hours ledger as a part of the change that confirms the service.
 * @returns the row's id, or undefined when the source stands there already
 */
export async function recordHours(scope: Scope, record: ServiceRecord): Promise<string | undefined> {
  const { source, ...row } = record;
  const hoursId = await insertHours(scope.tx, {
    ...row,
    dueOn: recordedBy(row.servedOn, await specialDaysBetween(scope, holidaysAround(row.servedOn))),
    sourceType: source.type,
    sourceId: source.id,
    recordedAt: scope.now,
  });
  if (hoursId) {
    scope.audit(
      hoursRecorded(record.volunteerId, { hoursId, minutes: record.minutes, servedOn: record.servedOn }),
    );
  }
  return hoursId;
}
