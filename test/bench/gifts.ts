import postgres from 'postgres';
import { demoOf, must } from '#db/seed/demo/demo';
import { seedDemo } from '#db/seed/demo/index';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { recordCashGift } from '~/domain/donations/record-money';
import { dateOf } from '~/domain/kernel/plain-date';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import { openPages } from './asking';
import { overAll } from './over-all';

const GIFTS = Number(process.env.GIFTS ?? 10_000);
const DONORS = 500;
/** Every so many gifts has its receipt. */
const RECEIPTED = 4;
const AT_ONCE = 8;
const REQUESTS = 60;
const [tenant] = demoTenants;

/** What the public and finance read when a district has had gifts for years: each page beside a bare one of the same size. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, demoTenants);
  await refreshReference();
  await seedDemo([tenant]);
  const finance = demoOf(tenant, { main: true }).as('finance');
  const system = systemActor(tenant.id, 'bench', 'bench');
  const began = performance.now();
  await overAll([...Array(GIFTS).keys()], AT_ONCE, async (number) => {
    const { giftId } = must(
      await recordCashGift(finance, {
        purpose: 'general',
        anonymous: number % 2 === 0,
        amountFen: String(100 + number),
        receivedOn: dateOf(new Date()),
        donor: { kind: 'person', name: '测量捐赠人', phone: String(19_900_000_000 + (number % DONORS)) },
      }),
    );
    if (number % RECEIPTED === 0) must(await issueReceipt(system, { giftId }));
  });
  report('gifts recorded', GIFTS / ((performance.now() - began) / 1_000), 'per second', GIFTS);
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  await owner`analyze`;
  await owner.end();
  const pages = await openPages(report, 'finance');
  for (const [name, path] of [
    ['public disclosure', '/disclosure'],
    ['public disclosure as CSV', '/disclosure.csv'],
    ['gifts', '/gifts'],
    ['receipts', '/receipts'],
    ['who has no receipt', '/receipts/missing'],
    ['funds', '/funds'],
    ['trial balance', '/ledger'],
    ['gifts received', '/reports/gifts-received'],
    ['work list', '/'],
  ] as const)
    await pages.measure(name, path, REQUESTS);
  pages.close();
}
