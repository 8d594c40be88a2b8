import { selectGiftsByReference, selectOpenPledgesOf, selectReceivingEntities } from '#db/queries/donations';
import { type ReadScope, read } from '../audit/use-case';
import { findBankLine, listUnmatchedBankLines } from '../ledger/list-bank-lines';
import { type Doubt, giftReferencesOf, matchLine } from './bank-match.rules';
import { receivingRefusal } from './qualification.rules';

const PAGE = 50;
const SUGGESTIONS = 200;
const SUGGESTED_PER_LINE = 3;

type Line = Awaited<ReturnType<typeof listUnmatchedBankLines>>['rows'][number];

/** Says of each line why it did not match by itself, and which open pledges of the very same amount it might pay. */
async function considered(scope: ReadScope, lines: readonly Line[]) {
  const named = await selectGiftsByReference(scope.tx, [...new Set(lines.flatMap(giftReferencesOf))]);
  const gifts = new Map(named.map((gift) => [gift.reference, gift]));
  const entities = new Map((await selectReceivingEntities(scope.tx)).map((entity) => [entity.id, entity]));
  const amounts = [...new Set(lines.map(({ amountFen }) => amountFen))];
  const pledges = await selectOpenPledgesOf(scope.tx, amounts, SUGGESTIONS);
  return lines.map((line) => {
    const match = matchLine(
      line,
      (reference) => gifts.get(reference),
      (gift) => {
        const entity = entities.get(gift.entityId);
        return entity !== undefined && receivingRefusal(entity, line.bookedOn) === undefined;
      },
    );
    const doubt: Doubt | null = 'doubt' in match ? match.doubt : null;
    const suggested = pledges
      .filter(({ pledgedFen }) => pledgedFen === line.amountFen)
      .sort(
        (a, b) =>
          Number(b.donorName === line.counterpartyName) - Number(a.donorName === line.counterpartyName),
      )
      .slice(0, SUGGESTED_PER_LINE)
      .map(({ reference, donorName, pledgedOn }) => ({ reference, donorName, pledgedOn }));
    return { ...line, references: giftReferencesOf(line), doubt, suggested };
  });
}

/**
 * Money in that no bill and no gift has claimed, oldest first. The job may still be about to match a line: then its
 * doubt is `null`.
 */
export const listBankLinesToTie = read(
  'donations.confirm-money',
  async (scope, { after }: { after?: string }) => {
    const page = await listUnmatchedBankLines.within(scope, { after, limit: PAGE });
    return { rows: await considered(scope, page.rows), next: page.next };
  },
);

/** One line of money in that has no use yet; undefined when there is none or it has been claimed. */
export const findBankLineToTie = read(
  'donations.confirm-money',
  async (scope, { lineId }: { lineId: string }) => {
    const line = await findBankLine.within(scope, { lineId });
    if (!line || line.claimedAt !== null || line.amountFen <= 0n) return undefined;
    return (await considered(scope, [line]))[0];
  },
);
