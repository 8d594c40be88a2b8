import { must } from '#db/seed/demo/demo';
import { publicActor } from '~/domain/access/public-actor';
import { findGift } from '~/domain/donations/get-gift';
import { inspectGoods } from '~/domain/donations/inspect-goods';
import { pledgeGoods, pledgeGoodsPublicly } from '~/domain/donations/pledge-gift';
import { receiveGoods } from '~/domain/donations/receive-goods';
import { addReceptionHours, listSlots } from '~/domain/donations/reception';
import { stockGoods } from '~/domain/donations/stock-goods';
import { valueGoods } from '~/domain/donations/value-goods';
import type { Actor } from '~/domain/kernel/actor';
import { dateOf } from '~/domain/kernel/plain-date';
import { pdfBytes, solvedGuard } from './donations';

export interface Item {
  readonly name: string;
  readonly spec?: string;
  readonly unit: string;
  readonly quantity: number;
}

/** Each nameless promise comes from an address of its own. */
let addresses = 20;

/** A time of delivery that is no test's own, as whoever leaves no telephone chooses one. */
async function someSlot(manager: Actor): Promise<string | undefined> {
  const late = { fromMinute: 23 * 60 + 50, from: '23:50', until: '23:59' };
  const find = async () =>
    (await listSlots(manager, {})).find(({ fromMinute }) => fromMinute === late.fromMinute)?.id;
  const found = await find();
  if (found) return found;
  must(await addReceptionHours(manager, { weekday: 1, from: late.from, until: late.until, capacity: 100 }));
  return find();
}

/** A gift of goods that has come as far as `until`; every piece that was promised comes and is taken. */
export async function broughtGoods(
  { finance, manager }: { finance: Actor; manager: Actor },
  promised: readonly Item[],
  {
    purpose = 'general',
    until = 'stocked' as 'received' | 'inspected' | 'valued' | 'stocked',
    expiresOn = undefined as string | undefined,
    fen = undefined as string | undefined,
    /** There is no proof, so that they lie in the store without a value. */
    unvalued = false,
    donor = { kind: 'person', name: '演示甲' } as { kind: 'person'; name: string; phone?: string },
    /** Nobody says who gave them, as whoever promises at the public page may. */
    nameless = false,
  } = {},
) {
  const today = dateOf(manager.at ?? new Date());
  const items = [...promised];
  addresses += nameless ? 1 : 0;
  const anybody = { ...publicActor(manager.tenantId, 'test'), at: manager.at };
  const { giftId } = must(
    nameless
      ? await pledgeGoodsPublicly(anybody, {
          purpose,
          anonymous: true,
          donor: { kind: 'person', name: '' },
          items,
          slot: await someSlot(manager),
          guard: await solvedGuard(anybody, `198.51.100.${addresses}`),
        })
      : await pledgeGoods(finance, { purpose, anonymous: false, donor, items }),
  );
  const itemsOf = async () => (await findGift(finance, { giftId }))?.items ?? [];
  must(
    await receiveGoods(manager, {
      giftId,
      receivedOn: today,
      items: (await itemsOf()).map(({ id, pledged }) => ({ itemId: id, received: pledged })),
    }),
  );
  if (until === 'received') return { giftId, items: await itemsOf() };
  must(
    await inspectGoods(manager, {
      giftId,
      items: (await itemsOf()).map(({ id, received }) => ({ itemId: id, accepted: received ?? 0 })),
    }),
  );
  if (until === 'inspected') return { giftId, items: await itemsOf() };
  if (!unvalued) {
    must(
      await valueGoods(finance, {
        giftId,
        basis: 'invoice',
        documentNumber: '演示发票-1',
        documentOn: today,
        proof: { name: '发票.pdf', content: pdfBytes },
        items: (await itemsOf()).map(({ id }) => ({ itemId: id, valueFen: fen ?? '1000.01' })),
      }),
    );
  }
  if (until === 'valued') return { giftId, items: await itemsOf() };
  must(
    await stockGoods(manager, {
      giftId,
      withoutValue: unvalued,
      lots: (await itemsOf()).map(({ id, accepted }) => ({
        itemId: id,
        quantity: accepted ?? 0,
        store: '一号库',
        expiresOn,
      })),
    }),
  );
  return { giftId, items: await itemsOf() };
}
