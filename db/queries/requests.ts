import { and, asc, desc, eq, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { applicationDocuments, applicationRequestItems, applicationRequests } from '../schema/intake';
import { people } from '../schema/people';
import { applications } from '../schema/stays';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const SEALED = {
  text: 'application_request_items.text_sealed',
  answer: 'application_request_items.answer_sealed',
};

type Row = Omit<typeof applicationRequests.$inferSelect, 'tenantId'>;

/** One thing that is asked, with its answer as far as there is one. */
export interface RequestItem {
  readonly id: string;
  readonly position: number;
  readonly documentKind: string | null;
  readonly text: string;
  readonly answer: string | null;
}

export type RequestRecord = Row & { readonly items: readonly RequestItem[] };

const columns = {
  id: applicationRequests.id,
  applicationId: applicationRequests.applicationId,
  status: applicationRequests.status,
  askedOn: applicationRequests.askedOn,
  dueOn: applicationRequests.dueOn,
  askedAt: applicationRequests.askedAt,
  askedByName: applicationRequests.askedByName,
  againReason: applicationRequests.againReason,
  closedOn: applicationRequests.closedOn,
  closedAt: applicationRequests.closedAt,
  closedByName: applicationRequests.closedByName,
  closedReason: applicationRequests.closedReason,
  remindedOn: applicationRequests.remindedOn,
  overdueOn: applicationRequests.overdueOn,
  seenAt: applicationRequests.seenAt,
  seenByName: applicationRequests.seenByName,
};

export async function insertRequest(
  tx: Tx,
  {
    items,
    ...row
  }: Pick<Row, 'applicationId' | 'askedOn' | 'dueOn' | 'askedAt' | 'askedByName' | 'againReason'> & {
    items: readonly { documentKind: string | null; text: string }[];
  },
): Promise<string> {
  const id = newId();
  await tx.insert(applicationRequests).values({ ...row, id, status: 'open' });
  await tx.insert(applicationRequestItems).values(
    items.map(({ documentKind, text }, position) => ({
      id: newId(),
      requestId: id,
      position,
      documentKind,
      textSealed: seal(SEALED.text, text),
    })),
  );
  return id;
}

async function withItems(tx: Tx, rows: readonly Row[]): Promise<RequestRecord[]> {
  if (rows.length === 0) return [];
  const items = await tx
    .select()
    .from(applicationRequestItems)
    .where(
      inArray(
        applicationRequestItems.requestId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(applicationRequestItems.position));
  return rows.map((row) => ({
    ...row,
    items: items
      .filter(({ requestId }) => requestId === row.id)
      .map(({ id, position, documentKind, textSealed, answerSealed }) => ({
        id,
        position,
        documentKind,
        text: open(SEALED.text, textSealed),
        answer: answerSealed && open(SEALED.answer, answerSealed),
      })),
  }));
}

/** Requests on an application, the newest first. */
export async function selectRequestsOf(
  tx: Tx,
  applicationId: string,
  limit: number,
): Promise<RequestRecord[]> {
  const rows = await tx
    .select(columns)
    .from(applicationRequests)
    .where(eq(applicationRequests.applicationId, applicationId))
    .orderBy(desc(applicationRequests.askedAt), desc(applicationRequests.id))
    .limit(limit);
  return withItems(tx, rows);
}

/** When applications were asked and answered, for their clocks. */
export async function selectPauses(tx: Tx, applicationId: string, limit: number) {
  return tx
    .select({ from: applicationRequests.askedOn, until: applicationRequests.closedOn })
    .from(applicationRequests)
    .where(eq(applicationRequests.applicationId, applicationId))
    .orderBy(asc(applicationRequests.askedAt))
    .limit(limit);
}

/** One request with its items. Whoever changes it has locked its application. */
export async function selectRequest(tx: Tx, id: string): Promise<RequestRecord | undefined> {
  const rows = await tx.select(columns).from(applicationRequests).where(eq(applicationRequests.id, id));
  const [found] = await withItems(tx, rows);
  return found;
}

/** The request of an application that waits for an answer. */
export async function selectOpenRequest(tx: Tx, applicationId: string): Promise<RequestRecord | undefined> {
  const rows = await tx
    .select(columns)
    .from(applicationRequests)
    .where(and(eq(applicationRequests.applicationId, applicationId), eq(applicationRequests.status, 'open')));
  const [found] = await withItems(tx, rows);
  return found;
}

/** Kinds of the papers that were handed in for a request and not withdrawn. */
export async function selectKindsOfRequest(tx: Tx, requestId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectDistinct({ kind: applicationDocuments.kind })
    .from(applicationDocuments)
    .where(and(eq(applicationDocuments.requestId, requestId), isNull(applicationDocuments.withdrawnAt)));
  return new Set(rows.map(({ kind }) => kind));
}

export async function updateRequest(
  tx: Tx,
  id: string,
  fields: Partial<
    Pick<Row, 'status' | 'closedOn' | 'closedAt' | 'closedByName' | 'closedReason' | 'seenAt' | 'seenByName'>
  >,
): Promise<void> {
  await tx.update(applicationRequests).set(fields).where(eq(applicationRequests.id, id));
}

/** Writes the answers of a request down, in one statement. */
export async function saveAnswers(
  tx: Tx,
  answers: readonly { readonly id: string; readonly text: string }[],
): Promise<void> {
  if (answers.length === 0) return;
  const values = sql.join(
    answers.map(({ id, text }) => sql`(${id}::uuid, ${seal(SEALED.answer, text)}::text)`),
    sql`, `,
  );
  await tx.execute(sql`update application_request_items i set answer_sealed = v.answer
    from (values ${values}) as v (id, answer) where i.tenant_id = current_tenant() and i.id = v.id`);
}

/** Requests that wait for the family, the one due first in front, and those answered that nobody has looked at yet. */
export async function selectRequestsAtWork(
  tx: Tx,
  { townCode, limit }: { townCode?: string; limit: number },
) {
  return tx
    .select({ ...columns, personName: people.name, applicationStatus: applications.status })
    .from(applicationRequests)
    .innerJoin(applications, eq(applications.id, applicationRequests.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        or(
          eq(applicationRequests.status, 'open'),
          and(eq(applicationRequests.status, 'answered'), isNull(applicationRequests.seenAt)),
        ),
        townCode === undefined ? undefined : eq(people.townCode, townCode),
      ),
    )
    .orderBy(
      asc(sql`${applicationRequests.status} = 'open'`),
      asc(applicationRequests.dueOn),
      asc(applicationRequests.id),
    )
    .limit(limit);
}

/** Marks open requests that fall due by a day and were not reminded of. */
export async function remindDue(
  tx: Tx,
  { today, until, limit }: { today: PlainDate; until: PlainDate; limit: number },
) {
  return mark(
    tx,
    { remindedOn: today },
    and(isNull(applicationRequests.remindedOn), lte(applicationRequests.dueOn, until)),
    limit,
  );
}

/** Marks open requests whose day has passed. */
export async function remindOverdue(tx: Tx, { today, limit }: { today: PlainDate; limit: number }) {
  return mark(
    tx,
    { overdueOn: today },
    and(isNull(applicationRequests.overdueOn), lt(applicationRequests.dueOn, today)),
    limit,
  );
}

async function mark(
  tx: Tx,
  fields: { remindedOn: PlainDate } | { overdueOn: PlainDate },
  which: ReturnType<typeof and>,
  limit: number,
) {
  const due = tx
    .select({ id: applicationRequests.id })
    .from(applicationRequests)
    .where(and(eq(applicationRequests.status, 'open'), which))
    .orderBy(asc(applicationRequests.dueOn), asc(applicationRequests.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
  return tx
    .update(applicationRequests)
    .set(fields)
    .where(inArray(applicationRequests.id, due))
    .returning({ id: applicationRequests.id, applicationId: applicationRequests.applicationId });
}
