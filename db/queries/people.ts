import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { organisations } from '../schema/organisations';
import { householdMembers, households, people } from '../schema/people';
import { blindIndex, open, seal } from '../sealed';
import type { Tx } from '../transaction';

type Row = typeof people.$inferSelect;

/** A person as written and read in the clear; sealing is this file's business. */
export interface PersonRecord
  extends Omit<
    Row,
    | 'tenantId'
    | 'createdAt'
    | 'identitySealed'
    | 'identityIndex'
    | 'phoneSealed'
    | 'phoneIndex'
    | 'addressSealed'
  > {
  readonly identityNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export type NewPerson = Omit<PersonRecord, 'id' | 'deceasedOn'>;

const SEALED = {
  identity: 'people.identity_sealed',
  phone: 'people.phone_sealed',
  address: 'people.address_sealed',
};

const identityIndex = (number: string) => blindIndex('identity', number);
const phoneIndex = (phone: string) => blindIndex('phone', phone);

function sealedPerson({ identityNumber, phone, address, ...plain }: Partial<NewPerson>) {
  return {
    ...plain,
    ...(identityNumber !== undefined && {
      identitySealed: identityNumber === null ? null : seal(SEALED.identity, identityNumber),
      identityIndex: identityNumber === null ? null : identityIndex(identityNumber),
    }),
    ...(phone !== undefined && {
      phoneSealed: phone === null ? null : seal(SEALED.phone, phone),
      phoneIndex: phone === null ? null : phoneIndex(phone),
    }),
    ...(address !== undefined && { addressSealed: address === null ? null : seal(SEALED.address, address) }),
  };
}

function opened({
  tenantId: _,
  createdAt: __,
  identityIndex: ___,
  phoneIndex: ____,
  ...row
}: Row): PersonRecord {
  const { identitySealed, phoneSealed, addressSealed, ...plain } = row;
  return {
    ...plain,
    identityNumber: identitySealed && open(SEALED.identity, identitySealed),
    phone: phoneSealed && open(SEALED.phone, phoneSealed),
    address: addressSealed && open(SEALED.address, addressSealed),
  };
}

/** Adds a person; undefined when someone with this identity number is there already. */
export async function insertPerson(tx: Tx, person: NewPerson): Promise<string | undefined> {
  const [added] = await tx
    .insert(people)
    .values({ ...(sealedPerson(person) as typeof people.$inferInsert), id: newId() })
    .onConflictDoNothing()
    .returning({ id: people.id });
  return added?.id;
}

/** Rows per statement: a sheet of any length stays below the number of parameters a statement may have. */
const BATCH = 1_000;

/** Adds persons of a sheet; ids by identity number of those who were not there already. */
export async function insertPeople(
  tx: Tx,
  persons: readonly (NewPerson & { readonly identityNumber: string })[],
): Promise<Map<string, string>> {
  const numbers = new Map(
    persons.map(({ identityNumber }) => [identityIndex(identityNumber), identityNumber]),
  );
  const added = new Map<string, string>();
  for (let at = 0; at < persons.length; at += BATCH) {
    const rows = await tx
      .insert(people)
      .values(
        persons
          .slice(at, at + BATCH)
          .map((person) => ({ ...(sealedPerson(person) as typeof people.$inferInsert), id: newId() })),
      )
      .onConflictDoNothing()
      .returning({ id: people.id, index: people.identityIndex });
    for (const { id, index } of rows) added.set(numbers.get(index as string) as string, id);
  }
  return added;
}

/** Writes some of a person's fields over the old ones. */
export async function updatePerson(
  tx: Tx,
  id: string,
  fields: Partial<NewPerson & Pick<PersonRecord, 'deceasedOn'>>,
): Promise<void> {
  if (Object.keys(fields).length > 0)
    await tx.update(people).set(sealedPerson(fields)).where(eq(people.id, id));
}

export async function selectPerson(tx: Tx, id: string): Promise<PersonRecord | undefined> {
  const [row] = await tx.select().from(people).where(eq(people.id, id));
  return row && opened(row);
}

/** The person and a lock on the row until the transaction ends. */
export async function lockPerson(tx: Tx, id: string): Promise<PersonRecord | undefined> {
  const [row] = await tx.select().from(people).where(eq(people.id, id)).for('update');
  return row && opened(row);
}

/** The person with exactly this identity number (18 symbols, X in capitals). */
export async function selectPersonByIdentity(tx: Tx, number: string): Promise<PersonRecord | undefined> {
  const [row] = await tx
    .select()
    .from(people)
    .where(eq(people.identityIndex, identityIndex(number)));
  return row && opened(row);
}

/** Persons by id, at most as many as ids are given. */
export async function selectPeopleByIds(tx: Tx, ids: readonly string[]): Promise<PersonRecord[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select()
    .from(people)
    .where(inArray(people.id, [...ids]));
  return rows.map(opened);
}

/** Ids of persons by identity number, for a whole sheet at once. */
export async function selectIdsByIdentity(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const byIndex = new Map(numbers.map((number) => [identityIndex(number), number]));
  const rows = await tx
    .select({ id: people.id, index: people.identityIndex })
    .from(people)
    .where(and(isNotNull(people.identityIndex), inArray(people.identityIndex, [...byIndex.keys()])));
  return new Map(rows.map((row) => [byIndex.get(row.index as string) as string, row.id]));
}

/** What a list of persons may be narrowed by. `after` is the name and id of the last row of the page before. */
export interface PeopleWanted {
  readonly nameContains?: string;
  readonly identityNumber?: string;
  readonly phone?: string;
  readonly townCode?: string;
  readonly hardshipCategory?: NonNullable<Row['hardshipCategory']>;
  readonly after?: { readonly name: string; readonly id: string };
  readonly limit: number;
}

const byName = sql`${people.name} collate "zh-x-icu"`;

/** Persons in the order of their names as people look them up (pinyin). */
export async function selectPeople(tx: Tx, wanted: PeopleWanted) {
  const { nameContains, identityNumber, phone, townCode, hardshipCategory, after, limit } = wanted;
  const conditions: (SQL | undefined)[] = [
    nameContains === undefined ? undefined : sql`strpos(${people.name}, ${nameContains}) > 0`,
    identityNumber === undefined ? undefined : eq(people.identityIndex, identityIndex(identityNumber)),
    phone === undefined ? undefined : eq(people.phoneIndex, phoneIndex(phone)),
    townCode === undefined ? undefined : eq(people.townCode, townCode),
    hardshipCategory === undefined ? undefined : eq(people.hardshipCategory, hardshipCategory),
    after && sql`(${byName}, ${people.id}) > (${after.name}::text collate "zh-x-icu", ${after.id}::uuid)`,
  ];
  const rows = await tx
    .select({ person: people, townName: organisations.name, townNameEn: organisations.nameEn })
    .from(people)
    .leftJoin(organisations, eq(organisations.code, people.townCode))
    .where(and(...conditions))
    .orderBy(byName, asc(people.id))
    .limit(limit);
  return rows.map(({ person, ...town }) => ({ ...opened(person), ...town }));
}

/** The household a person belongs to on a date, with all its members of that date, the head first. */
export async function selectHousehold(tx: Tx, { personId, on }: { personId: string; on: string }) {
  const onDate = sql`daterange(${householdMembers.fromOn}, ${householdMembers.untilOn}) @> ${on}::date`;
  const [household] = await tx
    .select({
      id: households.id,
      townCode: households.townCode,
      townName: organisations.name,
      townNameEn: organisations.nameEn,
      village: households.village,
      addressSealed: households.addressSealed,
      declaredSize: households.declaredSize,
    })
    .from(householdMembers)
    .innerJoin(households, eq(households.id, householdMembers.householdId))
    .leftJoin(organisations, eq(organisations.code, households.townCode))
    .where(and(eq(householdMembers.personId, personId), onDate));
  if (!household) return undefined;
  const members = await tx
    .select({
      personId: people.id,
      name: people.name,
      sex: people.sex,
      birthDate: people.birthDate,
      deceasedOn: people.deceasedOn,
      relation: householdMembers.relation,
      fromOn: householdMembers.fromOn,
    })
    .from(householdMembers)
    .innerJoin(people, eq(people.id, householdMembers.personId))
    .where(and(eq(householdMembers.householdId, household.id), onDate))
    .orderBy(
      desc(sql`coalesce(${householdMembers.relation} = 'head', false)`),
      asc(people.birthDate),
      asc(people.id),
    )
    .limit(30);
  const { addressSealed, ...plain } = household;
  return { ...plain, address: addressSealed && open('households.address_sealed', addressSealed), members };
}

export type HouseholdRecord = NonNullable<Awaited<ReturnType<typeof selectHousehold>>>;

/** A household as it is to be written. */
export interface NewHousehold {
  readonly townCode: string | null;
  readonly village: string | null;
  readonly address: string | null;
  readonly declaredSize: number | null;
}

export async function insertHousehold(tx: Tx, { address, ...household }: NewHousehold): Promise<string> {
  const id = newId();
  const addressSealed = address === null ? null : seal('households.address_sealed', address);
  await tx.insert(households).values({ ...household, addressSealed, id });
  return id;
}

export async function householdExists(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.select({ id: households.id }).from(households).where(eq(households.id, id));
  return found.length === 1;
}

export type NewMember = Omit<typeof householdMembers.$inferInsert, 'id' | 'tenantId' | 'untilOn'>;

export async function insertMember(tx: Tx, member: NewMember): Promise<void> {
  await tx.insert(householdMembers).values({ ...member, id: newId() });
}

/** Ends a person's membership; answers whether there was one to end. */
export async function endMembership(
  tx: Tx,
  { personId, on }: { personId: string; on: Row['birthDate'] },
): Promise<boolean> {
  const ended = await tx
    .update(householdMembers)
    .set({ untilOn: on })
    .where(and(eq(householdMembers.personId, personId), isNull(householdMembers.untilOn)))
    .returning({ id: householdMembers.id });
  return ended.length > 0;
}

/**
 * What ties somebody to households, each with everybody who belongs or belonged to it, and to single people; in the clear, by the
 * id of the household or person.
 */
export async function selectRelations(
  tx: Tx,
  {
    householdIds,
    personIds,
    today,
  }: { householdIds: readonly string[]; personIds: readonly string[]; today: string },
) {
  const found =
    householdIds.length === 0
      ? []
      : await tx
          .select()
          .from(households)
          .where(inArray(households.id, [...householdIds]));
  const members =
    found.length === 0
      ? []
      : await tx
          .select({
            of: householdMembers.householdId,
            person: people,
            now: sql<boolean>`coalesce(${householdMembers.untilOn} > ${today}::date, true)`,
          })
          .from(householdMembers)
          .innerJoin(people, eq(people.id, householdMembers.personId))
          .where(inArray(householdMembers.householdId, [...householdIds]));
  const single =
    personIds.length === 0
      ? []
      : await tx
          .select()
          .from(people)
          .where(inArray(people.id, [...personIds]));
  const tie = (person: Row, now: boolean) => {
    const { name, identityNumber, phone, address } = opened(person);
    return { name, identityNumber, phone, address, now };
  };
  const ties = new Map<string, { address: string | null; members: ReturnType<typeof tie>[] }>();
  for (const { id, addressSealed } of found)
    ties.set(id, {
      address: addressSealed && open('households.address_sealed', addressSealed),
      members: members.filter(({ of }) => of === id).map(({ person, now }) => tie(person, now)),
    });
  for (const person of single) ties.set(person.id, { address: null, members: [tie(person, true)] });
  return ties;
}
