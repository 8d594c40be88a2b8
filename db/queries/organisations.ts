import { and, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { newId } from '../new-id';
import { tenants } from '../schema/floor';
import { organisations } from '../schema/organisations';
import type { Tx } from '../transaction';

/** One organisation as it is to be written. */
export type OrganisationRow = Omit<typeof organisations.$inferInsert, 'id' | 'tenantId' | 'createdAt'>;
export type OrganisationKind = OrganisationRow['kind'];

/** A district has a handful of towns and some hundred villages. */
const LIST_LIMIT = 2_000;

const parents = alias(organisations, 'parents');

const shown = {
  id: organisations.id,
  kind: organisations.kind,
  name: organisations.name,
  nameEn: organisations.nameEn,
  code: organisations.code,
  parentId: organisations.parentId,
  parentName: parents.name,
  latitude: organisations.latitude,
  longitude: organisations.longitude,
};

const withParent = (tx: Tx) =>
  tx.select(shown).from(organisations).leftJoin(parents, eq(parents.id, organisations.parentId));

/** Organisations of some kinds, regions by code and the others by name as people look them up (pinyin). */
export async function selectOrganisations(tx: Tx, kinds: readonly OrganisationKind[]) {
  return withParent(tx)
    .where(inArray(organisations.kind, [...kinds]))
    .orderBy(sql`${organisations.code} nulls last`, sql`${organisations.name} collate "zh-x-icu"`)
    .limit(LIST_LIMIT);
}

export async function selectOrganisation(tx: Tx, id: string) {
  const [found] = await withParent(tx).where(eq(organisations.id, id));
  return found;
}

export async function selectOrganisationByCode(tx: Tx, code: string) {
  const [found] = await withParent(tx).where(eq(organisations.code, code));
  return found;
}

/** Id of the organisation of this kind and name under this parent. */
export async function findOrganisationId(
  tx: Tx,
  { kind, name, parentId }: { kind: OrganisationKind; name: string; parentId: string | null },
): Promise<string | undefined> {
  const [found] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(
      and(
        eq(organisations.kind, kind),
        eq(organisations.name, name),
        sql`${organisations.parentId} is not distinct from ${parentId}`,
      ),
    );
  return found?.id;
}

/** Adds an organisation; answers its id, or undefined when one with this code or name is there already. */
export async function insertOrganisation(tx: Tx, row: OrganisationRow): Promise<string | undefined> {
  const [added] = await tx
    .insert(organisations)
    .values({ ...row, id: newId() })
    .onConflictDoNothing()
    .returning({ id: organisations.id });
  return added?.id;
}

/** The tenant of the transaction; there is always one. */
export async function selectTenant(tx: Tx) {
  const [tenant] = await tx
    .select({
      name: tenants.name,
      nameEn: tenants.nameEn,
      regionCode: tenants.regionCode,
      demo: tenants.demo,
    })
    .from(tenants);
  if (!tenant) throw new Error('A transaction without a tenant');
  return tenant;
}

export async function updateOrganisationPlace(
  tx: Tx,
  id: string,
  place: { latitude: number; longitude: number },
): Promise<void> {
  await tx.update(organisations).set(place).where(eq(organisations.id, id));
}
