import { selectGiftsByReference, selectOpenPledgesOf, selectReceivingEntities } from '#db/queries/donations';
import { read } from '../audit/use-case';
import { listUnmatchedBankLines } from '../ledger/list-bank-lines';
import { type Doubt, giftReferencesOf, matchLine } from './bank-match.rules';
import { receivingRefusal } from './qualification.rules';

const PAGE = 50;
const SUGGESTIONS = 200;
const SUGGESTED_PER_LINE = 3;

/**
 * Money in that no bill and no gift has claimed, with the reason why it did not match by itself and open pledges of
 * the very same amount that it might pay. The job may still be about to match a line: then the doubt is `null`.
 */
export const listBankLinesToTie = read(
  'donations.confirm-money',
  async (scope, { after }: { after?: string }) => {
    const page = await listUnmatchedBankLines.within(scope, { after, limit: PAGE });
    const named = await selectGiftsByReference(scope.tx, [...new Set(page.rows.flatMap(giftReferencesOf))]);
    const gifts = new Map(named.map((gift) => [gift.reference, gift]));
    const entities = new Map((await selectReceivingEntities(scope.tx)).map((entity) => [entity.id, entity]));
    const pledges = await selectOpenPledgesOf(
      scope.tx,
      [...new Set(page.rows.map(({ amountFen }) => amountFen))],
      SUGGESTIONS,
    );
    const rows = page.rows.map((line) => {
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
    return { rows, next: page.next };
  },
);
