import {
  selectKnownGiftKeys,
  selectPurposes,
  selectReceivingEntities,
  updateGift,
} from '#db/queries/donations';
import { insertGiftItems, selectGiftItems, updateGiftItems } from '#db/queries/goods';
import { rehearse } from '../audit/rehearse';
import { type Scope, useCase } from '../audit/use-case';
import type { ImportReport, RefusedRow, SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import { giftEvent } from './gift.events';
import { type GiftRow, readGiftRow } from './gift-row.rules';
import { knowDonor } from './know-donor';
import { addGift, type Destination } from './new-gift';
import { receivingRefusal } from './qualification.rules';
import { type Arrival, receiveMoney } from './receive-money';

/**
 * Takes a list of gifts that were received and written down elsewhere. 登记号 is the business key: a gift that is known
 * under it is left as it is. Money is booked as cash and receipted; goods are received and wait for inspection.
 * Rows that do not read, name an unknown purpose, or fall on a date on which nobody may receive, are refused one by one.
 */
export const importGifts = useCase({
  permission: 'donations.import',
  input: sheetInput,
  constraints: { gifts_external_key_unique: refusal('GIFT.IMPORTED_AT_ONCE') },
  run: async (scope, { rows, dryRun }): Promise<Result<ImportReport>> =>
    dryRun ? rehearse(scope, (trial) => take(trial, rows)) : take(scope, rows),
});

async function take(scope: Scope, rows: readonly SheetRow[]): Promise<Result<ImportReport>> {
  const refused: RefusedRow[] = [];
  const reads: GiftRow[] = [];
  for (const row of rows) {
    const outcome = readGiftRow(row, scope.today);
    if ('read' in outcome) reads.push(outcome.read);
    else refused.push({ row: row.row, problems: outcome.problems });
  }
  const known = await selectKnownGiftKeys(
    scope.tx,
    reads.map(({ externalKey }) => externalKey),
  );
  const fresh = reads.filter(({ externalKey }) => !known.has(externalKey));
  const destinationOf = await destinations(scope);
  const arrivals: Arrival[] = [];
  const seen = new Map<string, number>();
  let taken = 0;
  for (const row of fresh) {
    const problems = await takeRow(scope, row, { destinationOf, arrivals, seen });
    if (problems.length > 0) refused.push({ row: row.row, problems: problems as [Refusal, ...Refusal[]] });
    else taken++;
  }
  const booked = await receiveMoney(scope, arrivals);
  if (!booked.ok) return booked;
  refused.sort((a, b) => a.row - b.row);
  const unchanged = reads.length - fresh.length;
  return accept({ rows: rows.length, accepted: taken + unchanged, unchanged, refused });
}

/** Where the gift of a row goes: the purpose by code or name, and the first entity that may receive on that date. */
async function destinations(scope: Scope): Promise<(row: GiftRow) => Destination | Refusal> {
  const purposes = await selectPurposes(scope.tx);
  const entities = await selectReceivingEntities(scope.tx);
  return ({ purpose: wanted, receivedOn }) => {
    const purpose = purposes.find(({ code, name }) =>
      wanted === '' ? code === 'general' : code === wanted || name === wanted,
    );
    if (!purpose) return refusal('GIFT.PURPOSE_UNKNOWN', { field: 'purpose', params: { code: wanted } });
    const [first] = entities;
    const entity = entities.find((one) => receivingRefusal(one, receivedOn) === undefined);
    if (entity) return { purpose, entity };
    const unable = first && receivingRefusal(first, receivedOn);
    return { ...(unable ?? refusal('GIFT.NOBODY_RECEIVES')), field: 'receivedOn' };
  };
}

interface Taking {
  readonly destinationOf: (row: GiftRow) => Destination | Refusal;
  readonly arrivals: Arrival[];
  /** Row of each business key of this list. */
  readonly seen: Map<string, number>;
}

async function takeRow(
  scope: Scope,
  row: GiftRow,
  { destinationOf, arrivals, seen }: Taking,
): Promise<readonly Refusal[]> {
  const twice = seen.get(row.externalKey);
  if (twice !== undefined)
    return [
      refusal('GIFT.KEY_TWICE', { field: 'externalKey', params: { key: row.externalKey, row: twice } }),
    ];
  seen.set(row.externalKey, row.row);
  const destination = destinationOf(row);
  if ('code' in destination) return [destination];
  const { name, kind, creditCode, phone } = row.donor;
  const donor = await knowDonor(scope, {
    kind,
    name,
    creditCode: creditCode ?? undefined,
    phone: phone ?? undefined,
    anonymous: row.anonymous,
  });
  if (!donor.ok) return donor.refusals.map((one) => ({ ...one, field: 'donorName' }));
  const { giftId, reference } = await addGift(scope, destination, {
    kind: row.gift.kind,
    status: 'pledged',
    donorId: donor.value.donorId,
    anonymous: row.anonymous,
    source: 'import',
    externalKey: row.externalKey,
    pledgedOn: row.receivedOn,
    pledgedFen: row.gift.kind === 'money' ? row.gift.amountFen : null,
  });
  const { purpose } = destination;
  scope.audit(
    giftEvent('gifts.pledged', giftId, {
      data: { reference, purpose: purpose.code, source: 'import', externalKey: row.externalKey },
    }),
  );
  if (row.gift.kind === 'money') {
    const gift = { id: giftId, reference, purposeId: purpose.id, pledgedFen: row.gift.amountFen };
    arrivals.push({
      gift,
      amountFen: row.gift.amountFen,
      on: row.receivedOn,
      means: 'cash',
      handler: scope.actor.name,
    });
    return [];
  }
  const { kind: _, quantity, ...item } = row.gift;
  await insertGiftItems(scope.tx, giftId, [{ ...item, pledged: quantity }]);
  await updateGiftItems(
    scope.tx,
    (await selectGiftItems(scope.tx, [giftId])).map(({ id }) => ({ id, received: quantity })),
  );
  await updateGift(scope.tx, giftId, {
    status: 'received',
    receivedOn: row.receivedOn,
    handler: scope.actor.name,
  });
  scope.audit(giftEvent('gifts.goods-received', giftId, { data: { on: row.receivedOn } }));
  return [];
}
