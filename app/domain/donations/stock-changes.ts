import { z } from 'zod';
import { newId } from '#db/new-id';
import { takeFromLots } from '#db/queries/goods';
import {
  insertStockChange,
  type LotRecord,
  lockLots,
  lockStockChange,
  type StockChangeRecord,
  selectLostPieces,
  selectLot,
  selectLotMovements,
  selectLotsByIds,
  selectLotsToCount,
  selectStockChange,
  selectStockChangeLines,
  selectStockChanges,
  selectStores,
  updateStockChange,
  valueStockChangeLines,
} from '#db/queries/stock-changes';
import { decider, proposer } from '../audit/two-persons';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { moneyAmount } from '../kernel/inputs';
import type { Fen } from '../kernel/money';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { postEntry } from '../ledger/post-entry';
import { actingPerson } from '../standards/standard.rules';
import { donationEvent } from './gift.events';
import { amount, quantity, reason } from './gift.forms';
import { amountRefusal } from './gift.rules';
import { goodsInStock, goodsLost, moneyIncome } from './gift-accounts';
import { isUsable } from './goods.rules';
import { moneyLies } from './receive-money';
import {
  applyRefusal,
  type CountLine,
  costsRefusal,
  expiredRefusals,
  lineValue,
  onShelf,
  proposeRefusal,
  type StockChangeKind,
} from './stock-change.rules';

/** Lots of one sheet, and labels of one print. */
export const SHEET_LIMIT = 300;

const changeEvent = (
  kind: 'stock.change-proposed' | 'stock.change-done' | 'stock.change-declined',
  id: string,
  detail: { data?: Record<string, unknown>; reason?: string },
) => donationEvent({ kind, subject: { type: 'stock-change', id }, ...detail });

/** Written for a lot that is there: what it holds, what should lie on its shelf, and whether it may still be given out. */
const shown = (lot: LotRecord, { today }: Pick<ReadScope, 'today'>) => ({
  ...lot,
  onShelf: onShelf(lot),
  usable: isUsable(lot, today),
});

/**
 * A lot with what happened to it, the newest first, and the pieces that were lost and may be found again (`lost`); whom it went to stands
 * with the allocation. Undefined when there is none.
 */
export const findLot = read('donations.view', async (scope, { lotId }: { lotId: string }) => {
  const lot = await selectLot(scope.tx, lotId);
  return (
    lot && {
      ...shown(lot, scope),
      lost: await selectLostPieces(scope.tx, lotId),
      movements: await selectLotMovements(scope.tx, lotId),
    }
  );
});

/** Lots by id, for labels and sheets; at most a sheet. */
export const listLots = read('donations.view', async (scope, { lotIds }: { lotIds: readonly string[] }) =>
  (await selectLotsByIds(scope.tx, lotIds.slice(0, SHEET_LIMIT))).map((lot) => shown(lot, scope)),
);

/**
 * What should lie in the store, or in one place of it, by goods and lot; and the places there are. `next` leads to the next sheet, when
 * there are more lots than one holds; it is asked for as `after`.
 */
export const listCountSheet = read(
  'donations.view',
  async (
    scope,
    {
      store,
      after,
      limit = SHEET_LIMIT,
    }: { store?: string | undefined; after?: string | undefined; limit?: number },
  ) => {
    const behind = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    const lots = await selectLotsToCount(scope.tx, { store, after: behind, limit: limit + 1 });
    const { rows, next } = pageOf(lots, limit, ({ id }) => id);
    return { lots: rows.map((lot) => shown(lot, scope)), next, stores: await selectStores(scope.tx) };
  },
);

interface Proposal {
  readonly kind: StockChangeKind;
  readonly reason: string;
  readonly lines: readonly CountLine[];
  readonly sale?: Pick<
    StockChangeRecord,
    'buyer' | 'proceedsFen' | 'costsFen' | 'means' | 'document' | 'purposeId'
  >;
}

async function propose(scope: Scope, { kind, reason: why, lines, sale }: Proposal) {
  const changeId = newId();
  await insertStockChange(scope.tx, {
    id: changeId,
    kind,
    reason: why,
    ...sale,
    ...proposer(scope),
    lines: lines.map(({ lotId, expected, counted, reason: of }) => ({
      lotId,
      expected,
      counted,
      reason: of?.trim() || null,
    })),
  });
  const differing = lines.filter(({ expected, counted }) => expected !== counted);
  scope.audit(
    changeEvent('stock.change-proposed', changeId, {
      reason: why,
      data: {
        kind,
        lots: lines.length,
        differing: differing.map(({ lotId, expected, counted }) => ({ lotId, expected, counted })),
      },
    }),
  );
  return accept({ changeId });
}

/** Lines of a sheet that were filled in, with where they stand on it. */
const countedOf = <Line extends { readonly counted?: number | undefined }>(said: readonly Line[]) =>
  said.flatMap(({ counted, ...line }, index) => (counted === undefined ? [] : [{ ...line, counted, index }]));

function wrongOfCount(
  lines: readonly (CountLine & { readonly index: number })[],
  found: readonly LotRecord[],
): Refusal[] {
  if (lines.length === 0) return [refusal('STOCK.NOTHING_COUNTED', { field: 'lines' })];
  const lots = new Map(found.map((lot) => [lot.id, lot]));
  const ids = lines.map(({ lotId }) => lotId);
  return lines.flatMap(({ index, ...line }, place) => {
    const field = `lines.${index}`;
    if (ids.indexOf(line.lotId) !== place) return [refusal('STOCK.LOT_TWICE', { field: `${field}.lotId` })];
    return proposeRefusal(lots.get(line.lotId), line, field) ?? [];
  });
}

/**
 * Hands a count of the store in: of each lot what should have lain there when the sheet was made, and what did; a lot without a
 * figure was not counted. Differences have a reason. Somebody else approves, and only then is anything corrected.
 * Refuses STOCK.NOTHING_COUNTED, STOCK.LOT_TWICE, and per line what `proposeRefusal` names, all at once.
 */
export const proposeCount = useCase({
  permission: 'donations.change-stock',
  input: z.object({
    lines: z
      .array(
        z.object({
          lotId: z.uuid(),
          /** Pieces that the sheet says. */
          expected: z.number().int().min(0),
          counted: z
            .number({ error: 'STOCK.COUNTED_FORM' })
            .int('STOCK.COUNTED_FORM')
            .min(0, 'STOCK.COUNTED_FORM')
            .max(1_000_000, 'STOCK.COUNTED_FORM')
            .optional(),
          reason: z.string().trim().max(200).optional(),
        }),
      )
      .max(SHEET_LIMIT),
    /** On what occasion: 月末盘点. */
    reason,
  }),
  async known({ tx }, { lines: said }) {
    if (!said) return [];
    const lines = countedOf(said);
    return wrongOfCount(
      lines,
      await selectLotsByIds(
        tx,
        lines.map(({ lotId }) => lotId),
      ),
    );
  },
  async run(scope, { lines: said, reason: why }) {
    const lines = countedOf(said);
    const problems = wrongOfCount(
      lines,
      await lockLots(
        scope.tx,
        lines.map(({ lotId }) => lotId),
      ),
    );
    return problems.length > 0 ? refuse(...problems) : propose(scope, { kind: 'count', reason: why, lines });
  },
});

type Pieces = { readonly lotId: string; readonly quantity: number; readonly reason: string };

/** The line of pieces that leave a lot for good, and what is wrong with it. */
function piecesLine(lot: LotRecord | undefined, { lotId, quantity: pieces, reason: why }: Pieces) {
  if (!lot) return { problems: [refusal('STOCK.LOT_UNKNOWN', { field: 'lotId' })] };
  const expected = onShelf(lot);
  const line: CountLine = { lotId, expected, counted: expected - pieces, reason: why };
  const wrong = proposeRefusal(lot, line, 'lines.0');
  return { line, problems: wrong ? [{ ...wrong, field: 'quantity' }] : [] };
}

/** What is wrong with pieces of which not everything could be read. */
async function knownOfPieces(
  { tx }: ReadScope,
  { lotId, quantity: pieces }: Partial<Pieces>,
): Promise<Refusal[]> {
  if (!lotId || !pieces) return [];
  return piecesLine(await selectLot(tx, lotId), { lotId, quantity: pieces, reason: '——' }).problems;
}

const piecesForm = {
  lotId: z.uuid(),
  quantity,
  /** What is wrong with them: 受潮发霉、已过保质期. */
  reason,
};

/**
 * Proposes that spoiled or expired pieces of a lot are written off; somebody else approves.
 * Refuses STOCK.LOT_UNKNOWN, .SHORT (named), .WAITS, GIFT.REASON_MISSING, GOODS.QUANTITY_FORM.
 */
export const proposeWriteOff = useCase({
  permission: 'donations.change-stock',
  input: z.object(piecesForm),
  known: knownOfPieces,
  async run(scope, said) {
    const [lot] = await lockLots(scope.tx, [said.lotId]);
    const { line, problems } = piecesLine(lot, said);
    if (!line || problems.length > 0) return refuse(...problems);
    return propose(scope, { kind: 'write_off', reason: said.reason, lines: [line] });
  },
});

/** Necessary costs of selling; none unless given. */
const costs = z
  .union(
    [z.literal(['0', '0.0', '0.00']).transform(() => 0n), z.literal(0n), moneyAmount('STOCK.COSTS_FORM')],
    {
      error: 'STOCK.COSTS_FORM',
    },
  )
  .default(0n);

/** GIFT.AMOUNT_FORM, or STOCK.COSTS of a sale that leaves nothing. */
function amountRefusals({ proceedsFen, costsFen = 0n }: { proceedsFen?: Fen; costsFen?: Fen }): Refusal[] {
  if (proceedsFen === undefined) return [];
  return [amountRefusal(proceedsFen, 'proceedsFen') ?? costsRefusal(proceedsFen, costsFen) ?? []].flat();
}

const documentTaken = refusal('STOCK.DOCUMENT_TAKEN', { field: 'document' });

/**
 * Proposes the sale of pieces that cannot be kept, moved or used (慈善法 Art. 54): to whom, what it brings, what selling costs, and
 * how it is paid. Somebody else approves; what is left after the costs goes to the purpose of the gift.
 * Refuses STOCK.LOT_UNKNOWN, .SHORT (named), .WAITS, .EXPIRED_SALE, .COSTS, .BUYER_MISSING, .DOCUMENT_MISSING, .DOCUMENT_TAKEN,
 * GIFT.AMOUNT_FORM, all at once.
 */
export const proposeSale = useCase({
  permission: 'donations.change-stock',
  input: z.object({
    ...piecesForm,
    buyer: z.string({ error: 'STOCK.BUYER_MISSING' }).trim().min(1, 'STOCK.BUYER_MISSING').max(80),
    proceedsFen: amount,
    costsFen: costs,
    means: z.enum(['transfer', 'cash'], 'STOCK.MEANS_MISSING'),
    /** Number of the contract or invoice. */
    document: z.string({ error: 'STOCK.DOCUMENT_MISSING' }).trim().min(1, 'STOCK.DOCUMENT_MISSING').max(60),
  }),
  constraints: { stock_changes_document_once: documentTaken },
  async known(scope, said) {
    const lot = said.lotId ? await selectLot(scope.tx, said.lotId) : undefined;
    return [
      ...(await knownOfPieces(scope, said)),
      ...amountRefusals(said),
      ...(lot ? expiredRefusals(lot, scope.today) : []),
    ];
  },
  async run(scope, { buyer, proceedsFen, costsFen, means, document, ...said }) {
    const [lot] = await lockLots(scope.tx, [said.lotId]);
    const { line, problems } = piecesLine(lot, said);
    const wrong = [
      ...problems,
      ...amountRefusals({ proceedsFen, costsFen }),
      ...(lot ? expiredRefusals(lot, scope.today) : []),
    ];
    if (!lot || !line || wrong.length > 0) return refuse(...wrong);
    const sale = { buyer, proceedsFen, costsFen, means, document, purposeId: lot.purposeId };
    return propose(scope, { kind: 'sale', reason: said.reason, lines: [line], sale });
  },
});

async function proposed(scope: Scope, changeId: string): Promise<Result<StockChangeRecord>> {
  const found = await lockStockChange(scope.tx, changeId);
  if (!found) return refuse(refusal('STOCK.CHANGE_UNKNOWN', { field: 'changeId' }));
  if (found.status !== 'proposed')
    return refuse(refusal('STOCK.CHANGE_DECIDED', { params: { by: found.decidedByName ?? '' } }));
  return found.proposedBy === actingPerson(scope.actor) ? refuse(refusal('STOCK.CHANGE_OWN')) : accept(found);
}

/** Books what the store has less, or more, by purpose, and what a sale brings; nothing when none of it has a value. */
async function bookChange(
  scope: Scope,
  change: StockChangeRecord,
  lines: readonly { readonly purposeId: string; readonly valueFen: Fen | null }[],
): Promise<Result<{ entryId: string | null }>> {
  const byPurpose = new Map<string, Fen>();
  for (const { purposeId, valueFen } of lines)
    byPurpose.set(purposeId, (byPurpose.get(purposeId) ?? 0n) + (valueFen ?? 0n));
  const goods = [...byPurpose].flatMap(([purposeId, fen]) =>
    fen === 0n
      ? []
      : [
          { account: goodsLost(purposeId), amountFen: fen },
          { account: goodsInStock(purposeId), amountFen: -fen },
        ],
  );
  const { purposeId, means, proceedsFen, costsFen } = change;
  const net = (proceedsFen ?? 0n) - (costsFen ?? 0n);
  const money =
    purposeId && means
      ? [
          { account: moneyLies[means], amountFen: net },
          { account: moneyIncome(purposeId), amountFen: -net },
        ]
      : [];
  if (goods.length + money.length === 0) return accept({ entryId: null });
  return postEntry.within(scope, {
    kind: 'donations.stock-change',
    subject: { type: 'stock-change', id: change.id },
    on: scope.today,
    memo: change.document ?? undefined,
    postings: [...goods, ...money],
  });
}

/**
 * Approves a count, write-off or sale that somebody else proposed: the lots are corrected, by pieces and value, and the ledger
 * with them, in one. What was set aside or handed over since the count stays as it is. Refuses STOCK.CHANGE_UNKNOWN,
 * .CHANGE_DECIDED, .CHANGE_OWN, .SHORT and .MORE_THAN_STOCKED (named), .EXPIRED_SALE.
 */
export const approveStockChange = useCase({
  permission: 'donations.approve-stock',
  input: z.object({ changeId: z.uuid() }),
  constraints: { goods_lots_never_negative: refusal('GOODS.SHORT_NOW') },
  async run(scope, { changeId }) {
    const { tx, today } = scope;
    const found = await proposed(scope, changeId);
    if (!found.ok) return found;
    const change = found.value;
    const lines = await selectStockChangeLines(tx, [changeId]);
    const lots = new Map(
      (
        await lockLots(
          tx,
          lines.map(({ lotId }) => lotId),
        )
      ).map((lot) => [lot.id, lot]),
    );
    const problems: Refusal[] = [];
    const valued = lines.map((line) => {
      const lot = lots.get(line.lotId);
      if (!lot) throw new Error(`Lot ${line.lotId} of a count is not there`);
      const wrong = applyRefusal(lot, line);
      if (wrong) problems.push(wrong);
      if (change.kind === 'sale') problems.push(...expiredRefusals(lot, today));
      return {
        ...line,
        quantity: line.expected - line.counted,
        valueFen: wrong ? null : lineValue(lot, line),
      };
    });
    if (problems.length > 0) return refuse(...problems);
    const booked = await bookChange(scope, change, valued);
    if (!booked.ok) return booked;
    const differing = valued.filter((line) => line.quantity !== 0);
    if (differing.length > 0) await takeFromLots(tx, differing);
    await valueStockChangeLines(tx, changeId, valued);
    await updateStockChange(tx, changeId, {
      status: 'done',
      doneOn: today,
      entryId: booked.value.entryId,
      ...decider(scope),
    });
    scope.audit(
      changeEvent('stock.change-done', changeId, {
        reason: change.reason,
        data: {
          kind: change.kind,
          lots: differing.map(({ lotId, quantity: out, valueFen }) => ({
            lotId,
            out,
            valueFen: valueFen?.toString() ?? null,
          })),
        },
      }),
    );
    return accept({ changeId, entryId: booked.value.entryId });
  },
});

/** Turns a count, write-off or sale down, with a reason; nothing is corrected. Refuses STOCK.CHANGE_UNKNOWN, .CHANGE_DECIDED, .CHANGE_OWN, GIFT.REASON_MISSING. */
export const declineStockChange = useCase({
  permission: 'donations.approve-stock',
  input: z.object({ changeId: z.uuid(), reason }),
  async run(scope, { changeId, reason: why }) {
    const found = await proposed(scope, changeId);
    if (!found.ok) return found;
    await updateStockChange(scope.tx, changeId, {
      status: 'declined',
      decisionReason: why,
      ...decider(scope),
    });
    scope.audit(changeEvent('stock.change-declined', changeId, { reason: why }));
    return accept({ changeId });
  },
});

/**
 * Changes with their lines and what these are worth: of what waits, the value that would leave the lots if it were approved now;
 * null of a lot without proof of value, and of a line that cannot be taken any more. `totalFen` is null when no line has a value.
 */
const withLines = async (scope: ReadScope, changes: readonly StockChangeRecord[]) => {
  const lines = await selectStockChangeLines(
    scope.tx,
    changes.map(({ id }) => id),
  );
  const waiting = new Set(changes.flatMap(({ id, status }) => (status === 'proposed' ? id : [])));
  const lots = await selectLotsByIds(
    scope.tx,
    lines.flatMap(({ changeId, lotId }) => (waiting.has(changeId) ? lotId : [])),
  );
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const worth = (line: (typeof lines)[number]): Fen | null => {
    const lot = waiting.has(line.changeId) ? byId.get(line.lotId) : undefined;
    if (!lot) return line.valueFen;
    return applyRefusal(lot, line) ? null : lineValue(lot, line);
  };
  return changes.map(({ proposedBy, ...change }) => {
    const own = lines.filter(({ changeId }) => changeId === change.id);
    const valued = own.map((line) => ({ ...line, valueFen: worth(line) }));
    const known = valued.flatMap(({ valueFen }) => valueFen ?? []);
    return {
      ...change,
      /** Proposed by the acting person, who then cannot decide. */
      own: proposedBy === actingPerson(scope.actor),
      lines: valued,
      totalFen: known.length === 0 ? null : known.reduce((sum, fen) => sum + fen, 0n),
    };
  });
};

/** Counts, write-offs and sales with what differs, the newest first. */
export const listStockChanges = read(
  'donations.view',
  async (
    scope,
    { status, after, limit = 30 }: { status?: StockChangeRecord['status']; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const before = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    const page = pageOf(
      await selectStockChanges(scope.tx, { status, before, limit: size + 1 }),
      size,
      ({ id }) => id,
    );
    return { ...page, rows: await withLines(scope, page.rows) };
  },
);

/** One of them; undefined when there is none. */
export const findStockChange = read('donations.view', async (scope, { changeId }: { changeId: string }) => {
  const change = await selectStockChange(scope.tx, changeId);
  return change && (await withLines(scope, [change]))[0];
});
