import {
  selectDueRisks,
  selectNewestIncidents,
  selectNewestRisks,
  selectRiskHistory,
} from '#db/queries/risks';
import { type ReadScope, read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { findPerson } from '../people/find-person';
import { risks, standingOf } from './risk.rules';

/** The nine risks of a person in their order: the newest assessment of each and where it stands. */
async function risksOf({ tx, today }: ReadScope, personId: string) {
  const newest = await selectNewestRisks(tx, personId);
  const incidents = await selectNewestIncidents(tx, personId);
  return risks.map((risk) => {
    const assessment = newest.find((one) => one.risk === risk);
    return { risk, assessment, standing: standingOf(assessment, { today, incidentAt: incidents.get(risk) }) };
  });
}

/** Where the nine risks of a person stand. */
export const listRisks = read('care.view', (scope, { personId }: { personId: string }) =>
  risksOf(scope, personId),
);

export type RiskOfPerson = Awaited<ReturnType<typeof listRisks>>[number];

/** The risks of a person and every assessment of them, the newest first; undefined when there is no such person. */
export const findRiskRegister = read('care.view', async (scope, { personId }: { personId: string }) => {
  const person = await findPerson.within(scope, { id: personId });
  return (
    person && {
      personName: person.name,
      risks: await risksOf(scope, personId),
      history: await selectRiskHistory(scope.tx, personId, PAGE_LIMIT),
    }
  );
});

/** Residents with risks that are to be assessed, by stay, and which risks. */
export const listDueRisks = read(
  'care.view',
  async ({ tx, today }, { after, limit = 50 }: { after?: string; limit?: number }) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const asked = after && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after) ? after : undefined;
    const rows = await selectDueRisks(tx, { today, after: asked, limit: size + 1 });
    return pageOf(rows, size, ({ stayId }) => stayId);
  },
);
