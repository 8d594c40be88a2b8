import { countWithoutReceipt, selectWithoutReceipt, type WithoutReason } from '#db/queries/receipt-lists';
import { theFiscalSystem } from '~/platform/fiscal/system';
import { type ReadScope, read } from '../audit/use-case';
import { isOwnGift } from '../donations/get-gift';
import { listReceivingEntities } from '../donations/list-entities';
import { ownGiftIds } from '../donations/list-own-gifts';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';
import { fiscalSystemOf } from './fiscal-unit';

export type { WithoutReason } from '#db/queries/receipt-lists';

/** Every reason, in the order in which they are told. */
export const withoutReasons = [
  'fiscal_refused',
  'failed',
  'taken_back',
  'unnamed',
  'no_proof',
  'not_inspected',
  'fiscal_waiting',
  'coming',
  'never_valued',
] as const satisfies readonly WithoutReason[];

/** The receiver whose donors get bills of the fiscal system. */
async function fiscalEntityId(scope: ReadScope): Promise<string | null> {
  if (!theFiscalSystem()) return null;
  for (const entity of await listReceivingEntities.within(scope, {}))
    if (await fiscalSystemOf(scope, entity)) return entity.id;
  return null;
}

async function ofGift(scope: ReadScope, giftId: string) {
  const [row] = await selectWithoutReceipt(scope.tx, {
    fiscalEntityId: await fiscalEntityId(scope),
    giftIds: [giftId],
    limit: 1,
  });
  return row;
}

/** Gifts that arrived and have no receipt that holds, the newest first, each with what stands in the way. */
export const listWithoutReceipt = read(
  'receipts.view',
  async (
    scope,
    { reason, after, limit = 50 }: { reason?: WithoutReason; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const before = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    const rows = await selectWithoutReceipt(scope.tx, {
      fiscalEntityId: await fiscalEntityId(scope),
      reason,
      before,
      limit: size + 1,
    });
    return pageOf(rows, size, ({ giftId }) => giftId);
  },
);

export type WithoutReceipt = Awaited<ReturnType<typeof listWithoutReceipt>>['rows'][number];

/** Why one gift that arrived has no receipt that holds; undefined when it has one, or nothing arrived. */
export const findWithoutReceipt = read('donations.view', async (scope, { giftId }: { giftId: string }) =>
  ofGift(scope, giftId),
);

/** Of a gift of the donor who is signed in: the reason alone, nothing of what the fiscal system said. */
export const findOwnWithoutReceipt = read(
  'receipts.view-own',
  async (scope, { giftId }: { giftId: string }): Promise<WithoutReason | undefined> =>
    (await isOwnGift.within(scope, { giftId })) ? (await ofGift(scope, giftId))?.reason : undefined,
);

/** Of gifts of the donor who is signed in, at most a page of them: the reasons alone, gift → reason. */
export const listOwnWithoutReceipt = read(
  'receipts.view-own',
  async (scope, { giftIds }: { giftIds: readonly string[] }): Promise<Map<string, WithoutReason>> => {
    const theirs = await ownGiftIds(scope, giftIds);
    if (theirs.length === 0) return new Map();
    const rows = await selectWithoutReceipt(scope.tx, {
      fiscalEntityId: await fiscalEntityId(scope),
      giftIds: theirs,
      limit: theirs.length,
    });
    return new Map(rows.map(({ giftId, reason }) => [giftId, reason]));
  },
);

/** How many there are of each reason. */
export const countWithout = read('receipts.view', async (scope, _: Record<string, never>) =>
  countWithoutReceipt(scope.tx, { fiscalEntityId: await fiscalEntityId(scope) }),
);

/** Reasons of a missing receipt that pass by themselves, stay for good, or have a line of their own: nobody has to do more about them. */
const nothingToDo: readonly WithoutReason[] = [
  'coming',
  'fiscal_waiting',
  'fiscal_refused',
  'not_inspected',
  'no_proof',
  'never_valued',
];

/** How many need somebody; of gifts that arrived before a day, if named. */
export const countWithoutToDo = read(
  'receipts.view',
  async (scope, { before }: { before?: PlainDate }): Promise<number> => {
    const counts = await countWithoutReceipt(scope.tx, {
      fiscalEntityId: await fiscalEntityId(scope),
      before,
    });
    return [...counts].reduce((sum, [reason, n]) => (nothingToDo.includes(reason) ? sum : sum + n), 0);
  },
);
