import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  insertAllocation,
  lockAllocation,
  lockLotsFor,
  selectAllocationLines,
  selectGoodsByIds,
  selectVisitForGoods,
  takeFromLots,
  updateAllocation,
} from '#db/queries/goods';
import { holdGiversOfLots, insertGoodsInterests } from '#db/queries/goods-interests';
import { type ReadScope, useCase } from '../audit/use-case';
import { dateOf, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { listResidentIds } from '../stays/list-residents';
import { donationEvent } from './gift.events';
import { quantity, reason } from './gift.forms';
import { isUsable, type Picked, pickLots } from './goods.rules';
import { asked, judgeGoods, referencesOf } from './goods-lots-judged';

/** Whom goods may be for; exactly one is given. */
const recipientFields = {
  bedId: z.uuid('GOODS.RECIPIENT_MISSING').optional(),
  /** A resident of the centre. */
  personId: z.uuid('GOODS.RECIPIENT_MISSING').optional(),
  householdId: z.uuid('GOODS.RECIPIENT_MISSING').optional(),
  /** A promised visit, to which volunteers take them along. */
  visitId: z.uuid('GOODS.RECIPIENT_MISSING').optional(),
};

type Recipients = { readonly [Field in keyof typeof recipientFields]?: string | undefined };

const recipientFieldNames = Object.keys(recipientFields) as (keyof Recipients)[];

/** What is wrong with whom goods are for, beyond what the database knows by its keys. */
async function recipientRefusal(scope: ReadScope, to: Recipients): Promise<Refusal | undefined> {
  const given = recipientFieldNames.filter((field) => to[field]);
  const [first, more] = given;
  if (!first) return refusal('GOODS.RECIPIENT_MISSING');
  if (more) return refusal('GOODS.RECIPIENT_ONE', { field: more });
  if (to.personId) {
    const residents = await listResidentIds.within(scope, {
      personIds: [to.personId],
      on: scope.today,
    });
    if (!residents.has(to.personId)) return refusal('GOODS.NOT_RESIDENT', { field: 'personId' });
  }
  if (to.visitId) {
    const visit = await selectVisitForGoods(scope.tx, to.visitId);
    if (visit?.status !== 'published' || visit.endsAt <= scope.now)
      return refusal('GOODS.VISIT_NOT_COMING', { field: 'visitId' });
  }
  return undefined;
}

/** Day on which goods have to be good: today, or that of the visit to which they are taken. */
async function dayOfUse({ tx, today }: ReadScope, { visitId }: Recipients): Promise<PlainDate> {
  const visit = visitId ? await selectVisitForGoods(tx, visitId) : undefined;
  const on = visit && dateOf(visit.startsAt);
  return on && on > today ? on : today;
}

/**
 * Sets goods aside for a bed, a resident, a household or a visit, first expiry first, out of what was given for purposes
 * that allow it; for a visit those that are still good on its day. All or nothing: each item that is short is named with what is there. Of many at once each gets whole
 * pieces and stock never falls below zero (`goods_lots_never_negative`).
 * Goods of an interested person never reach them (慈善法 Art. 40), whoever lies in a bed included: what is related beyond doubt is left out, what is
 * in doubt is taken last, and only when whoever sets aside says that another person is to decide before the hand-over (`askLead`).
 * Refuses GOODS.SHORT, GOODS.INTERESTED and .EXPIRES_BEFORE_VISIT (what was left out), .INTEREST_DOUBT (not yet asked for a decision), GOODS.UNKNOWN,
 * GOODS.TWICE, GOODS.RECIPIENT_MISSING, .RECIPIENT_ONE, .BED_UNKNOWN, .HOUSEHOLD_UNKNOWN, .NOT_RESIDENT (today),
 * .VISIT_NOT_COMING, all at once.
 */
export const allocateGoods = useCase({
  permission: 'donations.allocate-goods',
  input: z.object({
    ...recipientFields,
    lines: z
      .array(z.object({ goodsId: z.uuid(), quantity }))
      .min(1, 'GOODS.ITEMS_MISSING')
      .max(50),
    /** What is in doubt is set aside all the same, and another person decides on it. */
    askLead: z.boolean().default(false),
  }),
  constraints: {
    goods_allocations_bed_fk: refusal('GOODS.BED_UNKNOWN', { field: 'bedId' }),
    goods_allocations_household_fk: refusal('GOODS.HOUSEHOLD_UNKNOWN', { field: 'householdId' }),
    goods_lots_never_negative: refusal('GOODS.SHORT_NOW'),
  },
  known: async (scope, { lines: _, askLead: _asks, ...to }) =>
    [(await recipientRefusal(scope, to)) ?? []].flat(),
  async run(scope, { lines, askLead, ...to }) {
    const ids = lines.map(({ goodsId }) => goodsId);
    const known = new Map((await selectGoodsByIds(scope.tx, ids)).map((one) => [one.id, one]));
    // For whom is not said yet: what is short then is short in the whole store.
    const where = to.householdId || to.visitId ? 'homes' : to.bedId || to.personId ? 'beds' : 'anywhere';
    const lots = await lockLotsFor(scope.tx, where, ids);
    const lotIds = lots.map(({ id }) => id);
    await holdGiversOfLots(scope.tx, lotIds);
    const problems = [(await recipientRefusal(scope, to)) ?? []].flat();
    const usedOn = await dayOfUse(scope, to);
    const allocationId = newId();
    const findings = await judgeGoods(scope, [{ ...to, key: allocationId, on: scope.today, lotIds }]);
    const lotsOf = (finding: string) =>
      new Set(findings.flatMap((one) => (one.finding === finding ? one.lotId : [])));
    const [related, doubtful] = [lotsOf('same-phone'), lotsOf('same-name')];
    const picked: Picked[] = [];
    for (const [index, line] of lines.entries()) {
      const item = known.get(line.goodsId);
      if (!item) problems.push(refusal('GOODS.UNKNOWN', { field: `lines.${index}.goodsId` }));
      else if (ids.indexOf(line.goodsId) !== index)
        problems.push(
          refusal('GOODS.TWICE', { field: `lines.${index}.goodsId`, params: { item: item.name } }),
        );
      else {
        const own = lots.filter(({ goodsId }) => goodsId === line.goodsId);
        const clear = own.filter(({ id }) => !related.has(id) && !doubtful.has(id));
        const first = pickLots(clear, line.quantity, usedOn);
        const inDoubt = own.filter(({ id }) => doubtful.has(id));
        const { picked: taken, missing } = pickLots(inDoubt, first.missing, usedOn);
        picked.push(...first.picked, ...taken);
        const name = [item.name, item.spec].filter(Boolean).join(' ');
        const params = {
          item: name,
          unit: item.unit,
          wanted: line.quantity,
          available: line.quantity - missing,
        };
        const field = `lines.${index}.quantity`;
        if (missing > 0) problems.push(refusal('GOODS.SHORT', { field, params }));
        if (missing > 0 && own.some(({ id }) => related.has(id)))
          problems.push(refusal('GOODS.INTERESTED', { field, params: { item: name } }));
        if (missing > 0 && own.some((lot) => isUsable(lot, scope.today) && !isUsable(lot, usedOn)))
          problems.push(refusal('GOODS.EXPIRES_BEFORE_VISIT', { field, params: { item: name, on: usedOn } }));
      }
    }
    const inDoubt = findings.filter(({ lotId }) => picked.some((one) => one.lotId === lotId));
    if (inDoubt.length > 0 && !askLead)
      problems.push(
        refusal('GOODS.INTEREST_DOUBT', { field: 'askLead', params: { gifts: referencesOf(inDoubt) } }),
      );
    if (problems.length > 0) return refuse(...problems);
    await takeFromLots(scope.tx, picked);
    await insertAllocation(scope.tx, {
      id: allocationId,
      ...to,
      status: 'allocated',
      allocatedOn: scope.today,
      allocatedBy: scope.actor.name,
      allocatedById: actingPerson(scope.actor),
      createdAt: scope.now,
      lines: picked,
    });
    await insertGoodsInterests(scope.tx, asked(scope, 'review', inDoubt));
    const data = { ...to, lines, ...(inDoubt.length > 0 && { waits: true }) };
    scope.audit(
      donationEvent({
        kind: 'goods.allocated',
        subject: { type: 'goods-allocation', id: allocationId },
        data,
      }),
    );
    return accept({ allocationId, lines: picked, waits: inDoubt.length > 0 });
  },
});

/** Puts goods back into their lots that were set aside and not handed over. Refuses GOODS.ALLOCATION_UNKNOWN, GOODS.ALLOCATION_NOT_OPEN. */
export const withdrawAllocation = useCase({
  permission: 'donations.allocate-goods',
  input: z.object({ allocationId: z.uuid(), reason }),
  async run({ tx, audit }, { allocationId, reason: why }) {
    const allocation = await lockAllocation(tx, allocationId);
    if (!allocation) return refuse(refusal('GOODS.ALLOCATION_UNKNOWN', { field: 'allocationId' }));
    if (allocation.status !== 'allocated')
      return refuse(refusal('GOODS.ALLOCATION_NOT_OPEN', { field: 'allocationId' }));
    const lines = await selectAllocationLines(tx, [allocationId]);
    const back = lines.map(({ lotId, quantity: pieces, valueFen }) => ({
      lotId,
      quantity: -pieces,
      valueFen: valueFen === null ? null : -valueFen,
    }));
    await takeFromLots(tx, back);
    await updateAllocation(tx, allocationId, { status: 'withdrawn', withdrawnReason: why });
    audit(
      donationEvent({
        kind: 'goods.allocation-withdrawn',
        subject: { type: 'goods-allocation', id: allocationId },
        reason: why,
      }),
    );
    return accept({ allocationId });
  },
});
