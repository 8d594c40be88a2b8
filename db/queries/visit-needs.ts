import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, ne, not, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { containing } from '../containing';
import { newId } from '../new-id';
import { organisations } from '../schema/organisations';
import { people } from '../schema/people';
import { visitAssignments, visitNeeds, visits, visitWindows } from '../schema/visits';
import { open, type Sealed, seal } from '../sealed';
import type { Tx } from '../transaction';

const ADDRESS = 'visit_needs.address_sealed';

export interface NewNeed {
  readonly externalKey?: string;
  readonly personId?: string | null;
  readonly place: string;
  /** Exact address in the clear; sealed on the way in. */
  readonly address?: string;
  readonly townCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly serviceKind: string;
  readonly skill?: string | null;
  readonly durationMinutes: number;
  readonly volunteersNeeded: number;
  readonly outline: string;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly householdId?: string | null;
  readonly priority: number;
  readonly sameVolunteers: boolean;
  readonly afterNeedId?: string;
  readonly afterMinMinutes?: number;
  readonly afterMaxMinutes?: number;
  readonly seriesId?: string;
  readonly seriesOn?: PlainDate;
  readonly windows: readonly {
    readonly date: string;
    readonly fromMinute: number;
    readonly untilMinute: number;
  }[];
}

/** Writes needs with their windows; those known already by external key, or by series and day, are left as they are. Answers what is new. */
export async function insertNeeds(
  tx: Tx,
  needs: readonly NewNeed[],
): Promise<{ id: string; externalKey: string | null; seriesOn: PlainDate | null }[]> {
  if (needs.length === 0) return [];
  const rows = needs.map(({ windows, address, ...need }) => ({
    ...need,
    id: newId(),
    status: 'open',
    addressSealed: address ? seal(ADDRESS, address) : null,
    windows,
  }));
  const written = await tx
    .insert(visitNeeds)
    .values(rows.map(({ windows: _, ...row }) => row))
    .onConflictDoNothing()
    .returning({ id: visitNeeds.id, externalKey: visitNeeds.externalKey, seriesOn: visitNeeds.seriesOn });
  const added = new Set(written.map((row) => row.id));
  const windows = rows
    .filter((row) => added.has(row.id))
    .flatMap((row) =>
      row.windows.map(({ date, ...minutes }) => ({ needId: row.id, onDate: date, ...minutes })),
    );
  if (windows.length > 0) await tx.insert(visitWindows).values(windows);
  return written;
}

const needShown = {
  id: visitNeeds.id,
  personId: visitNeeds.personId,
  personName: people.name,
  place: visitNeeds.place,
  townCode: visitNeeds.townCode,
  latitude: visitNeeds.latitude,
  longitude: visitNeeds.longitude,
  serviceKind: visitNeeds.serviceKind,
  skill: visitNeeds.skill,
  durationMinutes: visitNeeds.durationMinutes,
  volunteersNeeded: visitNeeds.volunteersNeeded,
  outline: visitNeeds.outline,
  status: visitNeeds.status,
  requestedAt: visitNeeds.requestedAt,
  requestedBy: visitNeeds.requestedBy,
  householdId: visitNeeds.householdId,
  priority: visitNeeds.priority,
  sameVolunteers: visitNeeds.sameVolunteers,
  afterNeedId: visitNeeds.afterNeedId,
  afterMinMinutes: visitNeeds.afterMinMinutes,
  afterMaxMinutes: visitNeeds.afterMaxMinutes,
  seriesId: visitNeeds.seriesId,
  seriesOn: visitNeeds.seriesOn,
  cancelReason: visitNeeds.cancelReason,
  hasAddress: sql<boolean>`${visitNeeds.addressSealed} is not null`,
};

/** That a window `w` is not over. */
const ahead = (
  now: Date,
) => sql`w.on_date >= (${now.toISOString()}::timestamptz at time zone 'Asia/Shanghai')::date
  and w.on_date + make_interval(mins => w.until_minute) > ${now.toISOString()}::timestamptz at time zone 'Asia/Shanghai'`;

/** Still open, and the last of its times is over: nobody can be sent any more. */
export const lapsedBy = (now: Date) =>
  sql<boolean>`(${visitNeeds.status} = 'open' and not exists (select from visit_windows w
    where w.tenant_id = ${visitNeeds.tenantId} and w.need_id = ${visitNeeds.id} and ${ahead(now)}))`;

const needPerson = and(eq(people.tenantId, visitNeeds.tenantId), eq(people.id, visitNeeds.personId));

/** Needs by state, the urgent first, then those asked for before the others. `townCode` narrows to one town. */
export async function selectNeeds(
  tx: Tx,
  {
    status,
    lapsed,
    townCode,
    words = [],
    personId,
    householdId,
    now,
    after,
    limit,
  }: {
    status?: string;
    /** Only those whose times are over, or only the others. */
    lapsed?: boolean | undefined;
    now: Date;
    townCode?: string | undefined;
    /** All of them stand in outline, place or name of who is visited. */
    words?: readonly string[];
    personId?: string;
    /** Or of a household. */
    householdId?: string;
    /** Where the page before ended. */
    after?: { priority: number; requestedAt: Date; id: string } | undefined;
    limit: number;
  },
) {
  return tx
    .select({ ...needShown, lapsed: lapsedBy(now) })
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(
      and(
        status ? eq(visitNeeds.status, status) : undefined,
        lapsed === undefined ? undefined : lapsed ? lapsedBy(now) : not(lapsedBy(now)),
        townCode ? eq(visitNeeds.townCode, townCode) : undefined,
        ...words.map(
          (word) =>
            sql`concat_ws(' ', ${visitNeeds.outline}, ${visitNeeds.place}, ${people.name}) ilike ${containing(word)}`,
        ),
        personId ? eq(visitNeeds.personId, personId) : undefined,
        householdId ? eq(visitNeeds.householdId, householdId) : undefined,
        after &&
          sql`(${visitNeeds.priority}, ${visitNeeds.requestedAt}, ${visitNeeds.id}) > (${after.priority}, ${after.requestedAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(visitNeeds.priority), asc(visitNeeds.requestedAt), asc(visitNeeds.id))
    .limit(limit);
}

export async function selectNeed(tx: Tx, id: string) {
  const [row] = await tx
    .select(needShown)
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(eq(visitNeeds.id, id));
  return row;
}

/** A need, locked until the transaction ends. */
export async function lockNeed(tx: Tx, id: string) {
  await tx.select({ id: visitNeeds.id }).from(visitNeeds).where(eq(visitNeeds.id, id)).for('update');
  return selectNeed(tx, id);
}

/** Of needs, locked until the transaction ends, whether their times are over without a visit. */
export async function lockLapsed(tx: Tx, ids: readonly string[], now: Date) {
  return tx
    .select({
      id: visitNeeds.id,
      townCode: visitNeeds.townCode,
      outline: visitNeeds.outline,
      lapsed: lapsedBy(now),
    })
    .from(visitNeeds)
    .where(inArray(visitNeeds.id, [...ids]))
    .orderBy(asc(visitNeeds.id))
    .for('update');
}

/** The need whose visit follows that of another and still may be. */
export async function selectFollower(tx: Tx, needId: string) {
  const [row] = await tx
    .select({ id: visitNeeds.id, outline: visitNeeds.outline })
    .from(visitNeeds)
    .where(and(eq(visitNeeds.afterNeedId, needId), ne(visitNeeds.status, 'cancelled')));
  return row;
}

/** What a need that another may follow is looked for by. */
interface FirstsAsked {
  /** All of them stand in what it is for, its place, its town or the name of who is visited. */
  readonly words: readonly string[];
  /** Its own town only. */
  readonly townCode?: string | undefined;
  /** What comes first: needs of the same person or household, then those of the same town. */
  readonly near: {
    readonly personId?: string | undefined;
    readonly householdId?: string | undefined;
    readonly townCode?: string | undefined;
  };
  /** The need that is to follow. */
  readonly except?: string | undefined;
  /** With a time on this day or later. */
  readonly today: PlainDate;
  readonly limit: number;
}

/** Needs that another may follow: open or planned, following nothing and followed by nothing; the near ones first, then by time. */
export async function selectFirsts(tx: Tx, { words, townCode, near, except, today, limit }: FirstsAsked) {
  const told = sql`concat_ws(' ', ${visitNeeds.outline}, ${visitNeeds.place}, ${organisations.name}, ${organisations.nameEn}, ${people.name})`;
  const first = tx
    .select({
      date: visitWindows.onDate,
      fromMinute: visitWindows.fromMinute,
      untilMinute: visitWindows.untilMinute,
    })
    .from(visitWindows)
    .where(
      and(
        eq(visitWindows.tenantId, visitNeeds.tenantId),
        eq(visitWindows.needId, visitNeeds.id),
        gte(visitWindows.onDate, today),
      ),
    )
    .orderBy(asc(visitWindows.onDate), asc(visitWindows.fromMinute))
    .limit(1)
    .as('first');
  const ours: SQL[] = [];
  if (near.personId) ours.push(eq(visitNeeds.personId, near.personId));
  if (near.householdId) ours.push(eq(visitNeeds.householdId, near.householdId));
  return tx
    .select({
      id: visitNeeds.id,
      outline: visitNeeds.outline,
      place: visitNeeds.place,
      townCode: visitNeeds.townCode,
      personName: people.name,
      window: { date: first.date, fromMinute: first.fromMinute, untilMinute: first.untilMinute },
    })
    .from(visitNeeds)
    .crossJoinLateral(first)
    .leftJoin(people, needPerson)
    .leftJoin(
      organisations,
      and(
        eq(organisations.tenantId, visitNeeds.tenantId),
        eq(organisations.kind, 'town'),
        eq(organisations.code, visitNeeds.townCode),
      ),
    )
    .where(
      and(
        inArray(visitNeeds.status, ['open', 'planned']),
        isNull(visitNeeds.afterNeedId),
        townCode ? eq(visitNeeds.townCode, townCode) : undefined,
        except ? ne(visitNeeds.id, except) : undefined,
        sql`not exists (select 1 from visit_needs f where f.tenant_id = ${visitNeeds.tenantId} and f.after_need_id = ${visitNeeds.id}
          and f.status <> 'cancelled' and f.id is distinct from ${except ?? null}::uuid)`,
        ...words.map((word) => sql`${told} ilike ${containing(word)}`),
      ),
    )
    .orderBy(
      ...(ours.length > 0 ? [sql`(${or(...ours)}) is not true`] : []),
      ...(near.townCode ? [sql`${visitNeeds.townCode} <> ${near.townCode}`] : []),
      asc(first.date),
      asc(first.fromMinute),
      asc(visitNeeds.id),
    )
    .limit(limit);
}

/** Changes a need; a new address is sealed, `windows` replace those there were. */
export async function updateNeed(
  tx: Tx,
  id: string,
  {
    windows,
    address,
    ...change
  }: Partial<Omit<NewNeed, 'externalKey' | 'requestedAt' | 'requestedBy' | 'seriesId'>>,
): Promise<void> {
  await tx
    .update(visitNeeds)
    .set({
      ...change,
      // What a change does not name any more is gone: skill and pair.
      skill: change.skill ?? null,
      afterNeedId: change.afterNeedId ?? null,
      afterMinMinutes: change.afterMinMinutes ?? null,
      afterMaxMinutes: change.afterMaxMinutes ?? null,
      ...(address ? { addressSealed: seal(ADDRESS, address) } : {}),
    })
    .where(eq(visitNeeds.id, id));
  if (!windows) return;
  await tx.delete(visitWindows).where(eq(visitWindows.needId, id));
  await tx
    .insert(visitWindows)
    .values(windows.map(({ date, ...minutes }) => ({ needId: id, onDate: date, ...minutes })));
}

/** Gives needs other times, each the same ones on its own day, and another length. */
export async function retimeNeeds(
  tx: Tx,
  needs: readonly { readonly id: string; readonly on: PlainDate }[],
  {
    windows,
    durationMinutes,
  }: {
    readonly windows: readonly { readonly fromMinute: number; readonly untilMinute: number }[];
    readonly durationMinutes: number;
  },
): Promise<void> {
  if (needs.length === 0) return;
  const ids = needs.map(({ id }) => id);
  await tx.update(visitNeeds).set({ durationMinutes }).where(inArray(visitNeeds.id, ids));
  await tx.delete(visitWindows).where(inArray(visitWindows.needId, ids));
  await tx
    .insert(visitWindows)
    .values(needs.flatMap(({ id, on }) => windows.map((window) => ({ needId: id, onDate: on, ...window }))));
}

/**
 * Takes needs back for a reason; what was to follow one of them is on its own from now on. `fellAway`: because the rule of
 * their series was changed, so that their days may come again.
 */
export async function cancelNeeds(
  tx: Tx,
  ids: readonly string[],
  reason: string,
  { fellAway = false }: { fellAway?: boolean } = {},
): Promise<void> {
  await tx
    .update(visitNeeds)
    .set({ status: 'cancelled', cancelReason: reason, fellAway })
    .where(inArray(visitNeeds.id, [...ids]));
  await tx
    .update(visitNeeds)
    .set({ afterNeedId: null, afterMinMinutes: null, afterMaxMinutes: null })
    .where(and(inArray(visitNeeds.afterNeedId, [...ids]), ne(visitNeeds.status, 'cancelled')));
}

/** The visit that was promised for a need and has not been taken back. */
export async function selectPromisedVisits(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({
      id: visits.id,
      needId: visits.needId,
      status: visits.status,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
    })
    .from(visits)
    .where(and(inArray(visits.needId, [...needIds]), inArray(visits.status, ['published', 'done'])));
}

/** Ids of the visits that were promised for needs, locked in one order: nobody is given a place at one of them meanwhile. */
export async function lockPromisedVisits(tx: Tx, needIds: readonly string[]): Promise<string[]> {
  const locked = await tx
    .select({ id: visits.id })
    .from(visits)
    .where(and(inArray(visits.needId, [...needIds]), inArray(visits.status, ['published', 'done'])))
    .orderBy(asc(visits.id))
    .for('update');
  return locked.map(({ id }) => id);
}

/**
 * Who came before: to a visit of the same series, person or household, or without those of the same place, most often
 * first; then who is promised to another need of the same series, person or household and has not come yet: `times` is 0.
 */
export async function selectVolunteersBefore(
  tx: Tx,
  needIds: readonly string[],
): Promise<{ needId: string; volunteerId: string; times: number }[]> {
  if (needIds.length === 0) return [];
  const before = alias(visitNeeds, 'before');
  const came = eq(visitAssignments.status, 'done');
  const times = sql<number>`count(*) filter (where ${came})`.mapWith(Number);
  return tx
    .select({ needId: visitNeeds.id, volunteerId: visitAssignments.volunteerId, times })
    .from(visitNeeds)
    .innerJoin(
      before,
      and(
        eq(before.tenantId, visitNeeds.tenantId),
        inArray(before.status, ['planned', 'done']),
        or(
          // What fell away is cancelled, and the index of a series' days is of the others; so is that of visits below.
          and(eq(before.seriesId, visitNeeds.seriesId), not(before.fellAway)),
          eq(before.personId, visitNeeds.personId),
          eq(before.householdId, visitNeeds.householdId),
          and(
            sql`num_nonnulls(${visitNeeds.personId}, ${visitNeeds.householdId}, ${visitNeeds.seriesId}) = 0`,
            eq(before.status, 'done'),
            eq(before.townCode, visitNeeds.townCode),
            eq(before.place, visitNeeds.place),
          ),
        ),
      ),
    )
    .innerJoin(
      visits,
      and(
        eq(visits.tenantId, before.tenantId),
        eq(visits.needId, before.id),
        inArray(visits.status, ['published', 'done']),
      ),
    )
    .innerJoin(
      visitAssignments,
      and(
        eq(visitAssignments.tenantId, visits.tenantId),
        eq(visitAssignments.visitId, visits.id),
        or(
          and(eq(before.status, 'done'), came),
          and(
            eq(before.status, 'planned'),
            // Being promised to a visit oneself makes nobody else a stranger there.
            ne(before.id, visitNeeds.id),
            inArray(visitAssignments.status, ['published', 'accepted', 'checked_in']),
          ),
        ),
      ),
    )
    .where(inArray(visitNeeds.id, [...needIds]))
    .groupBy(visitNeeds.id, visitAssignments.volunteerId)
    .orderBy(desc(times), asc(visitAssignments.volunteerId));
}

/** Windows of several needs at once, earliest first. */
export async function selectWindows(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({
      needId: visitWindows.needId,
      date: visitWindows.onDate,
      fromMinute: visitWindows.fromMinute,
      untilMinute: visitWindows.untilMinute,
    })
    .from(visitWindows)
    .where(inArray(visitWindows.needId, [...needIds]))
    .orderBy(asc(visitWindows.onDate), asc(visitWindows.fromMinute));
}

const openBetween = (from: string, until: string, now: Date) =>
  and(
    eq(visitNeeds.status, 'open'),
    sql`exists (select 1 from visit_windows w where w.tenant_id = ${visitNeeds.tenantId} and w.need_id = ${visitNeeds.id}
      and w.on_date >= ${from} and w.on_date < ${until} and ${ahead(now)})`,
  );

/** How many open needs have a window in the half-open range of days that is not over. */
export async function countOpenNeedsBetween(tx: Tx, from: string, until: string, now: Date): Promise<number> {
  return tx.$count(visitNeeds, openBetween(from, until, now));
}

/** Open needs with a window in the half-open range of days that is not over. */
export async function selectOpenNeedsBetween(
  tx: Tx,
  { from, until, now, limit }: { from: string; until: string; now: Date; limit: number },
) {
  return tx
    .select(needShown)
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(openBetween(from, until, now))
    .orderBy(asc(visitNeeds.requestedAt), asc(visitNeeds.id))
    .limit(limit);
}

export async function updateNeedStatus(tx: Tx, ids: readonly string[], status: string): Promise<void> {
  await tx
    .update(visitNeeds)
    .set({ status })
    .where(inArray(visitNeeds.id, [...ids]));
}

/** Needs by id, as planning wants them. */
export async function selectNeedsById(tx: Tx, ids: readonly string[]) {
  return tx
    .select(needShown)
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(inArray(visitNeeds.id, [...ids]))
    .orderBy(asc(visitNeeds.requestedAt), asc(visitNeeds.id));
}

/** Volunteers who have declined to come to a need, or were let off with a reason: they are not asked again. */
export async function selectDeclined(tx: Tx, needIds: readonly string[]) {
  return tx
    .selectDistinct({ needId: visits.needId, volunteerId: visitAssignments.volunteerId })
    .from(visitAssignments)
    .innerJoin(
      visits,
      and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
    )
    .where(
      and(
        inArray(visits.needId, [...needIds]),
        or(
          eq(visitAssignments.status, 'declined'),
          and(eq(visitAssignments.status, 'cancelled'), isNotNull(visitAssignments.declineReason)),
        ),
      ),
    );
}

/** Needs that follow others, by whom they follow. */
export async function selectFollowers(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({
      id: visitNeeds.id,
      afterNeedId: visitNeeds.afterNeedId,
      afterMinMinutes: visitNeeds.afterMinMinutes,
      afterMaxMinutes: visitNeeds.afterMaxMinutes,
    })
    .from(visitNeeds)
    .where(and(inArray(visitNeeds.afterNeedId, [...needIds]), ne(visitNeeds.status, 'cancelled')));
}

/** When the visits are that were promised for needs, or have been made. */
export async function selectPromisedStarts(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({ needId: visits.needId, startsAt: visits.startsAt })
    .from(visits)
    .where(and(inArray(visits.needId, [...needIds]), inArray(visits.status, ['published', 'done'])));
}

/** The exact address of a need; undefined when none was given. */
export async function openAddress(tx: Tx, needId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ sealed: visitNeeds.addressSealed })
    .from(visitNeeds)
    .where(eq(visitNeeds.id, needId));
  return row?.sealed ? open(ADDRESS, row.sealed as Sealed) : undefined;
}
