import { listTenants } from '~/domain/access/list-tenants';
import { systemActor } from '~/domain/access/system-actor';
import { once } from '~/domain/audit/once';
import { selectTenant } from '../../queries/organisations';
import { hasEffect } from '../../queries/outbox';
import { inTenant } from '../../transaction';
import { loadReference } from './load-reference';

/** Raised when reference data are added, so that every tenant gets them at the next start. */
const EFFECT = 'reference/3';

/** Loads the reference data of every tenant that has not had this version of them yet. */
export async function refreshReference(): Promise<void> {
  for (const { id } of await listTenants()) {
    const context = { tenantId: id, actorId: null };
    if (await inTenant(context, (tx) => hasEffect(tx, EFFECT))) continue;
    const { regionCode } = await inTenant(context, selectTenant);
    await loadReference(systemActor(id, 'reference', 'seed'), regionCode);
    await inTenant(context, (tx) => once({ tx, now: new Date() }, EFFECT, 'reference'));
  }
}
