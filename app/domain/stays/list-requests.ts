import { selectPauses, selectRequestsAtWork } from '#db/queries/requests';
import { type ReadScope, read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { specialDaysBetween } from '../standards/list-special-days';
import { intakeClock } from './intake-clock.rules';
import { intakeRulesOf } from './settle-intake';

/** Requests that wait for a family, and answers that nobody has looked at yet, those first; town clerks see those of their town. */
export const listRequests = read(
  'stays.view',
  async ({ tx, actor, today }, _: Record<string, never> = {}) => {
    const rows = await selectRequestsAtWork(tx, { townCode: actor.townCode, limit: PAGE_LIMIT });
    return rows.map((row) => ({ ...row, overdue: row.status === 'open' && row.dueOn < today }));
  },
);

export type RequestRow = Awaited<ReturnType<typeof listRequests>>[number];

/** Requests of one application that its clock looks at. */
const PAUSES_LIMIT = 200;
/** Civil days after today that are looked at for the day on which a decision is due. */
const LOOK_AHEAD_DAYS = 400;

/** The clock of an application that waits for the decision on eligibility. */
export async function clockOf(
  scope: ReadScope,
  { id, appliedOn }: { readonly id: string; readonly appliedOn: PlainDate },
) {
  const { decideDays } = await intakeRulesOf(scope);
  const special = await specialDaysBetween(scope, {
    from: appliedOn,
    until: addDays(scope.today, LOOK_AHEAD_DAYS),
  });
  const pauses = await selectPauses(scope.tx, id, PAUSES_LIMIT);
  return intakeClock({ receivedOn: appliedOn, limit: decideDays, pauses }, { today: scope.today, special });
}
