import { asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Risk } from '~/domain/care/risk.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { riskAssessments } from '../schema/care';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const MEASURES = 'risk_assessments.measures_sealed';

type Row = typeof riskAssessments.$inferSelect;

/** How a risk was judged, its measures in the clear; sealing is this file's business. */
export interface RiskAssessment extends Omit<Row, 'tenantId' | 'measuresSealed'> {
  readonly measures: string | null;
}

const inClear = ({ tenantId: _, measuresSealed, ...plain }: Row): RiskAssessment => ({
  ...plain,
  measures: measuresSealed && open(MEASURES, measuresSealed),
});

export async function insertRiskAssessments(
  tx: Tx,
  rows: readonly (Omit<typeof riskAssessments.$inferInsert, 'id' | 'tenantId' | 'measuresSealed'> & {
    measures: string | null;
  })[],
): Promise<void> {
  await tx.insert(riskAssessments).values(
    rows.map(({ measures, ...row }) => ({
      ...row,
      id: newId(),
      measuresSealed: measures === null ? null : seal(MEASURES, measures),
    })),
  );
}

/** The newest assessment of each risk of a person. */
export async function selectNewestRisks(tx: Tx, personId: string): Promise<RiskAssessment[]> {
  const rows = await tx
    .selectDistinctOn([riskAssessments.risk])
    .from(riskAssessments)
    .where(eq(riskAssessments.personId, personId))
    .orderBy(
      asc(riskAssessments.risk),
      desc(riskAssessments.assessedOn),
      desc(riskAssessments.recordedAt),
      desc(riskAssessments.id),
    );
  return rows.map(inClear);
}

/** Every assessment of a person, the newest first. */
export async function selectRiskHistory(tx: Tx, personId: string, limit: number): Promise<RiskAssessment[]> {
  const rows = await tx
    .select()
    .from(riskAssessments)
    .where(eq(riskAssessments.personId, personId))
    .orderBy(desc(riskAssessments.recordedAt), desc(riskAssessments.id))
    .limit(limit);
  return rows.map(inClear);
}

const asTexts = (texts: readonly string[]): SQL => sql`${`{${texts.join(',')}}`}::text[]`;

/**
 * Risks of those who live in the centre on a day that somebody has to look at: never assessed, due by then, or an incident of that
 * kind came after the newest assessment. `late` is what should have been done before the day. A probe of an index per risk.
 */
export const dueRisks = (today: string): SQL => sql`
  select s.id as stay_id, s.person_id, r.risk, r.place, a.next_on,
    case when a.id is null then 'missing' when i.happened then 'incident' else 'due' end as why,
    a.id is null or coalesce(i.happened, false) or a.next_on < ${today}::date as late
  from stays s
  cross join unnest(${asTexts(riskAssessments.risk.enumValues)}) with ordinality as r (risk, place)
  left join lateral (select n.id, n.next_on, n.recorded_at from risk_assessments n
    where n.tenant_id = s.tenant_id and n.person_id = s.person_id and n.risk = r.risk
    order by n.assessed_on desc, n.recorded_at desc, n.id desc limit 1) a on true
  left join lateral (select true as happened from incidents x where x.tenant_id = s.tenant_id and x.person_id = s.person_id
    and x.kind = r.risk and x.noticed_at > a.recorded_at limit 1) i on true
  where s.admitted_on <= ${today}::date and coalesce(s.discharged_on, 'infinity') > ${today}::date
    and (a.id is null or i.happened or a.next_on <= ${today}::date)`;

/** Residents with risks that somebody has to look at, a page of them, and which; each with why and since when it is due. */
export async function selectDueRisks(
  tx: Tx,
  { today, after, limit }: { today: PlainDate; after?: string; limit: number },
) {
  const rows = await tx.execute<{
    stayId: string;
    personId: string;
    personName: string;
    risks: readonly {
      risk: Risk;
      why: 'missing' | 'incident' | 'due';
      nextOn: PlainDate | null;
      late: boolean;
    }[];
  }>(sql`
    select d.stay_id as "stayId", d.person_id as "personId", p.name as "personName",
      json_agg(json_build_object('risk', d.risk, 'why', d.why, 'nextOn', d.next_on, 'late', d.late) order by d.place) as risks
    from (${dueRisks(today)}) d
    join people p on p.id = d.person_id
    where ${after ?? null}::uuid is null or d.stay_id > ${after ?? null}::uuid
    group by d.stay_id, d.person_id, p.name order by d.stay_id limit ${limit}`);
  return [...rows];
}

/** When the newest incident of each kind of a person was noticed. */
export async function selectNewestIncidents(tx: Tx, personId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.execute<{ kind: string; at: string }>(
    sql`select kind, max(noticed_at) as at from incidents where person_id = ${personId}::uuid group by kind`,
  );
  return new Map(rows.map(({ kind, at }) => [kind, new Date(at)]));
}

/** Risks of these people whose newest assessment is medium or high, the higher first. */
export async function selectRiskMarks(tx: Tx, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  const newest = tx
    .selectDistinctOn([riskAssessments.personId, riskAssessments.risk], {
      personId: riskAssessments.personId,
      risk: riskAssessments.risk,
      level: riskAssessments.level,
    })
    .from(riskAssessments)
    .where(inArray(riskAssessments.personId, [...personIds]))
    .orderBy(
      asc(riskAssessments.personId),
      asc(riskAssessments.risk),
      desc(riskAssessments.assessedOn),
      desc(riskAssessments.recordedAt),
      desc(riskAssessments.id),
    )
    .as('newest');
  return tx
    .select()
    .from(newest)
    .where(inArray(newest.level, ['medium', 'high']))
    .orderBy(asc(newest.level), asc(newest.risk));
}
