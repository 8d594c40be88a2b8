import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { IncidentKind, Party, ToldHow } from '~/domain/care/incident.rules';
import { newId } from '../new-id';
import { incidentEntries, incidentNotices, incidents } from '../schema/care';
import { people } from '../schema/people';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const ACCOUNT = 'incidents.account_sealed';
const CLOSING = 'incidents.closing_sealed';
const ENTRY = 'incident_entries.text_sealed';

/** What happened, what was done and who saw it; sealed together. */
export interface IncidentAccount {
  readonly what: string;
  readonly done?: string;
  readonly witnesses?: string;
}

/** Adds an incident with those who have to be told of it. */
export async function insertIncident(
  tx: Tx,
  {
    account,
    notices,
    ...row
  }: Omit<typeof incidents.$inferInsert, 'tenantId' | 'accountSealed' | 'closingSealed'> & {
    account: IncidentAccount;
    notices: readonly { whom: Party; dueAt: Date }[];
  },
): Promise<void> {
  await tx.insert(incidents).values({ ...row, accountSealed: seal(ACCOUNT, JSON.stringify(account)) });
  await tx
    .insert(incidentNotices)
    .values(notices.map((notice) => ({ ...notice, id: newId(), incidentId: row.id })));
}

const joined = (tx: Tx) =>
  tx
    .select({ incident: incidents, personName: people.name })
    .from(incidents)
    .leftJoin(people, and(eq(people.tenantId, incidents.tenantId), eq(people.id, incidents.personId)));

const inClear = ({
  incident: { tenantId: _, accountSealed, closingSealed, ...plain },
  personName,
}: {
  incident: typeof incidents.$inferSelect;
  personName: string | null;
}) => ({
  ...plain,
  personName,
  account: JSON.parse(open(ACCOUNT, accountSealed)) as IncidentAccount,
  closing: closingSealed && open(CLOSING, closingSealed),
});

export async function selectIncident(tx: Tx, id: string) {
  const [row] = await joined(tx).where(eq(incidents.id, id));
  return row && inClear(row);
}

/** The incident and a lock on it until the transaction ends. */
export async function lockIncident(tx: Tx, id: string) {
  await tx.select({ id: incidents.id }).from(incidents).where(eq(incidents.id, id)).for('no key update');
  return selectIncident(tx, id);
}

/** What a list of incidents may be narrowed by; `from` and `until` half-open, by when it was noticed. */
export interface IncidentsWanted {
  readonly personId?: string;
  readonly kind?: IncidentKind;
  readonly state?: 'open' | 'closed';
  /** Somebody has still to be told; `late`: and should have been before `now`. */
  readonly untold?: 'any' | 'late';
  /** Only those of which this party was told. */
  readonly toldTo?: Party;
  readonly from?: Date;
  readonly until?: Date;
  readonly now: Date;
  readonly after?: { readonly at: Date; readonly id: string };
  readonly limit: number;
}

/** Incidents, those noticed last first. */
export async function selectIncidents(tx: Tx, wanted: IncidentsWanted) {
  const { personId, kind, state, untold, toldTo, from, until, now, after, limit } = wanted;
  const notice = sql`select from incident_notices n where n.tenant_id = ${incidents.tenantId} and n.incident_id = ${incidents.id}`;
  const rows = await joined(tx)
    .where(
      and(
        personId ? eq(incidents.personId, personId) : undefined,
        kind && eq(incidents.kind, kind),
        state && (state === 'open' ? isNull(incidents.closedAt) : isNotNull(incidents.closedAt)),
        untold &&
          sql`exists (${notice} and n.told_at is null ${untold === 'late' ? sql`and n.due_at < ${now.toISOString()}::timestamptz` : sql``})`,
        toldTo && sql`exists (${notice} and n.told_at is not null and n.whom = ${toldTo})`,
        from && gte(incidents.noticedAt, from),
        until && lt(incidents.noticedAt, until),
        after &&
          or(
            lt(incidents.noticedAt, after.at),
            and(eq(incidents.noticedAt, after.at), lt(incidents.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(incidents.noticedAt), desc(incidents.id))
    .limit(limit);
  return rows.map(inClear);
}

const PARTIES = 3;

/** Who is to be told of these incidents, and who was. */
export async function selectNotices(tx: Tx, incidentIds: readonly string[]) {
  if (incidentIds.length === 0) return [];
  return tx
    .select({
      id: incidentNotices.id,
      incidentId: incidentNotices.incidentId,
      whom: incidentNotices.whom,
      dueAt: incidentNotices.dueAt,
      warnedAt: incidentNotices.warnedAt,
      toldAt: incidentNotices.toldAt,
      toldHow: incidentNotices.toldHow,
      toldWhom: incidentNotices.toldWhom,
      toldByName: incidentNotices.toldByName,
    })
    .from(incidentNotices)
    .where(inArray(incidentNotices.incidentId, [...incidentIds]))
    .orderBy(asc(incidentNotices.incidentId), asc(incidentNotices.dueAt))
    .limit(PARTIES * incidentIds.length);
}

/** Notes that somebody was told, also when nobody had to be. False when that was noted before. */
export async function markTold(
  tx: Tx,
  {
    incidentId,
    whom,
    ...told
  }: {
    incidentId: string;
    whom: Party;
    toldAt: Date;
    toldHow: ToldHow;
    toldWhom: string;
    toldByName: string;
    toldRecordedAt: Date;
  },
): Promise<boolean> {
  const rows = await tx
    .insert(incidentNotices)
    .values({ id: newId(), incidentId, whom, ...told })
    .onConflictDoUpdate({
      target: [incidentNotices.tenantId, incidentNotices.incidentId, incidentNotices.whom],
      set: told,
      setWhere: isNull(incidentNotices.toldAt),
    })
    .returning({ id: incidentNotices.id });
  return rows.length > 0;
}

export async function insertIncidentEntry(
  tx: Tx,
  {
    text,
    ...row
  }: Omit<typeof incidentEntries.$inferInsert, 'id' | 'tenantId' | 'textSealed'> & { text: string },
): Promise<void> {
  await tx.insert(incidentEntries).values({ ...row, id: newId(), textSealed: seal(ENTRY, text) });
}

/** What was added to an incident, in the order of time. */
export async function selectIncidentEntries(tx: Tx, incidentId: string, limit: number) {
  const rows = await tx
    .select()
    .from(incidentEntries)
    .where(eq(incidentEntries.incidentId, incidentId))
    .orderBy(asc(incidentEntries.recordedAt), asc(incidentEntries.id))
    .limit(limit);
  return rows.map(({ tenantId: _, textSealed, ...plain }) => ({ ...plain, text: open(ENTRY, textSealed) }));
}

export async function closeIncident(
  tx: Tx,
  id: string,
  { at, byName, measures }: { at: Date; byName: string; measures: string },
): Promise<void> {
  await tx
    .update(incidents)
    .set({ closedAt: at, closedByName: byName, closingSealed: seal(CLOSING, measures) })
    .where(eq(incidents.id, id));
}

/** Marks those who should have been told by now as warned of, each once; whose they are. */
export async function markWarned(tx: Tx, { now, limit }: { now: Date; limit: number }) {
  const overdue = tx
    .select({ id: incidentNotices.id })
    .from(incidentNotices)
    .where(
      and(isNull(incidentNotices.toldAt), isNull(incidentNotices.warnedAt), lt(incidentNotices.dueAt, now)),
    )
    .orderBy(asc(incidentNotices.dueAt), asc(incidentNotices.id))
    .limit(limit)
    .for('update', { skipLocked: true });
  return tx
    .update(incidentNotices)
    .set({ warnedAt: now })
    .where(inArray(incidentNotices.id, overdue))
    .returning({ incidentId: incidentNotices.incidentId, whom: incidentNotices.whom });
}
