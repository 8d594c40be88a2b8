import { once } from '~/domain/audit/once';
import { hasEffect } from '../../queries/outbox';
import { inTenant } from '../../transaction';
import type { TenantSeed } from '../tenants';
import { seedAccess } from './access';
import { seedBeds } from './beds';
import { seedCare } from './care';
import { type Demo, demoOf } from './demo';
import { seedDonations } from './donations';
import { seedFees } from './fees';
import { seedFunds } from './funds';
import { seedOrganisations } from './organisations';
import { seedPeople } from './people';
import { seedStandards } from './standards';
import { seedStays } from './stays';
import { seedVisits } from './visits';
import { seedVolunteers } from './volunteers';

/** Parts of the demo in the order of the contexts. Each can run again: what is there stays as it is. */
const parts: readonly ((demo: Demo) => Promise<void>)[] = [
  seedAccess,
  seedOrganisations,
  seedPeople,
  seedBeds,
  seedStays,
  seedCare,
  seedStandards,
  seedFees,
  seedVolunteers,
  seedVisits,
  seedDonations,
  seedFunds,
];

/** Raised when the demo gets more to show, so that it is added to what is there. */
const EFFECT = 'demo-seed/9';

/** Fills the demo tenants, once: the second start finds them filled and does nothing. */
export async function seedDemo(tenants: readonly TenantSeed[]): Promise<void> {
  for (const [place, tenant] of tenants.entries()) {
    const context = { tenantId: tenant.id, actorId: null };
    if (await inTenant(context, (tx) => hasEffect(tx, EFFECT))) continue;
    const demo = demoOf(tenant, { main: place === 0 });
    for (const part of parts) await part(demo);
    await inTenant(context, (tx) => once({ tx, now: new Date() }, EFFECT, 'seed'));
  }
}
