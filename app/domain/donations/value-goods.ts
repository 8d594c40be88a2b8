import { z } from 'zod';
import { lockGift, updateGift } from '#db/queries/donations';
import { insertValuation, selectGiftItems, updateGiftItems } from '#db/queries/goods';
import { type FileRefusal, storeFile } from '~/platform/storage/store-file';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { postEntry } from '../ledger/post-entry';
import { giftEvent } from './gift.events';
import { amount } from './gift.forms';
import { amountRefusal, stepRefusal } from './gift.rules';
import { goodsIncome, goodsInStock } from './gift-accounts';
import { itemsRefusals } from './goods.rules';

/** The scan that proves the value, as it was handed in. */
const proofFile = z.object({ name: z.string().trim().min(1).max(200), content: z.instanceof(Uint8Array) });

const input = z.object({
  giftId: z.uuid(),
  basis: z.enum(['invoice', 'customs_form', 'agreement', 'appraisal'], { error: 'VALUATION.BASIS_MISSING' }),
  documentNumber: z
    .string({ error: 'VALUATION.NUMBER_MISSING' })
    .trim()
    .min(1, 'VALUATION.NUMBER_MISSING')
    .max(60),
  documentOn: civilDate(),
  /** Value of all accepted pieces of each item together. */
  items: z.array(z.object({ itemId: z.uuid(), valueFen: amount })).max(200),
  proof: proofFile.optional(),
});

const fileRefusals: Record<FileRefusal, string> = {
  empty: 'VALUATION.PROOF_MISSING',
  'too-large': 'VALUATION.PROOF_TOO_LARGE',
  'unknown-content': 'VALUATION.PROOF_CONTENT',
};

/** Stores the proof. Without one there is no value and no receipt: 2020 年公告 27 号 item 13. */
async function keepProof(scope: Scope, proof: z.output<typeof proofFile> | undefined) {
  if (!proof) return refuse(refusal('VALUATION.PROOF_MISSING', { field: 'proof' }));
  const stored = await storeFile(scope.actor.tenantId, proof.content);
  return 'refused' in stored
    ? refuse(refusal(fileRefusals[stored.refused], { field: 'proof' }))
    : accept(stored);
}

async function bookGoods(
  scope: Scope,
  gift: { id: string; reference: string; purposeId: string },
  totalFen: Fen,
): Promise<Result<{ entryId: string }>> {
  return postEntry.within(scope, {
    kind: 'donations.goods',
    subject: { type: 'gift', id: gift.id },
    on: scope.today,
    memo: gift.reference,
    postings: [
      { account: goodsInStock(gift.purposeId), amountFen: totalFen },
      { account: goodsIncome(gift.purposeId), amountFen: -totalFen },
    ],
  });
}

/** What is wrong with values and day of a proof: GIFT.AMOUNT_FORM, GIFT.DATE_AHEAD. */
const wrongOfValues = (
  { items = [], documentOn }: Partial<Pick<z.output<typeof input>, 'items' | 'documentOn'>>,
  today: PlainDate,
): Refusal[] => [
  ...items.flatMap(({ valueFen }, index) => amountRefusal(valueFen, `items.${index}.valueFen`) ?? []),
  ...(documentOn && documentOn > today
    ? [refusal('GIFT.DATE_AHEAD', { field: 'documentOn', params: { today } })]
    : []),
];

/**
 * Gives accepted goods their fair value by a proof — invoice, customs form, agreement or appraisal (山东省慈善条例
 * Art. 31) — whose scan is kept; books them and has the receipt issued.
 * Refuses GIFT.UNKNOWN, GIFT.STEP_…, GIFT.VALUED, GIFT.ITEM_…, GIFT.AMOUNT_FORM, VALUATION.…, all at once.
 */
export const valueGoods = useCase({
  permission: 'donations.value-goods',
  input,
  known: ({ today }, said) => [
    ...wrongOfValues(said, today),
    ...(said.proof ? [] : [refusal('VALUATION.PROOF_MISSING', { field: 'proof' })]),
  ],
  async run(scope, { giftId, items: answers, proof, ...document }) {
    const gift = await lockGift(scope.tx, giftId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const notNow = gift.entryId
      ? refusal('GIFT.VALUED', { params: { reference: gift.reference } })
      : stepRefusal(gift, 'value');
    if (notNow) return refuse(notNow);
    const taken = (await selectGiftItems(scope.tx, [giftId])).filter(({ accepted }) => (accepted ?? 0) > 0);
    const problems: Refusal[] = [
      ...itemsRefusals(taken, answers, 'items'),
      ...wrongOfValues({ items: answers, ...document }, scope.today),
    ];
    // Last, so that a form with other mistakes leaves no file behind.
    const kept = problems.length === 0 || !proof ? await keepProof(scope, proof) : undefined;
    if (kept && !kept.ok) problems.push(...kept.refusals);
    if (problems.length > 0 || !kept?.ok) return refuse(...problems);

    const totalFen = answers.reduce((sum, { valueFen }) => sum + valueFen, 0n);
    await updateGiftItems(
      scope.tx,
      answers.map(({ itemId, valueFen }) => ({ id: itemId, valueFen })),
    );
    await insertValuation(scope.tx, {
      giftId,
      ...document,
      fileKey: kept.value.key,
      fileName: proof?.name ?? '',
      fileType: kept.value.type,
      fileBytes: kept.value.bytes,
      valuedOn: scope.today,
      valuedBy: scope.actor.name,
    });
    const booked = await bookGoods(scope, gift, totalFen);
    if (!booked.ok) return booked;
    await updateGift(scope.tx, giftId, { receivedFen: totalFen, entryId: booked.value.entryId });
    scope.audit(
      giftEvent('gifts.goods-valued', giftId, {
        data: { basis: document.basis, valueFen: totalFen.toString(), proof: kept.value.key },
      }),
    );
    scope.publish({ job: 'receipts.issue-receipt', key: giftId, payload: { giftId } });
    return accept({ giftId, valueFen: totalFen });
  },
});
