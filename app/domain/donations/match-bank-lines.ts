import { z } from 'zod';
import { type Gift, lockGiftsByReference, selectReceivingEntities } from '#db/queries/donations';
import { type Scope, useCase } from '../audit/use-case';
import type { Result } from '../kernel/refusals';
import { claimBankLines } from '../ledger/claim-bank-lines';
import { listUnmatchedBankLines } from '../ledger/list-bank-lines';
import { giftReferencesOf, matchLine } from './bank-match.rules';
import { receivingRefusal } from './qualification.rules';
import { receiveMoney } from './receive-money';

type BankLine = Awaited<ReturnType<typeof listUnmatchedBankLines>>['rows'][number];

/** Lines of a batch that name a gift. */
async function linesNamingGifts(scope: Scope, batchId: string): Promise<BankLine[]> {
  const lines: BankLine[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await listUnmatchedBankLines.within(scope, { batchId, after });
    lines.push(...page.rows.filter((line) => giftReferencesOf(line).length > 0));
    after = page.next;
  }
  return lines;
}

/**
 * Finds the gifts that the lines of an imported bank statement pay, and receives them. A line is claimed once and a
 * gift received once, however often and in however many places at once this runs. What does not match exactly
 * stays for a person (`listBankLinesToTie`).
 */
export const matchBankLines = useCase({
  permission: 'jobs.run',
  input: z.object({ batchId: z.uuid() }),
  async run(scope, { batchId }): Promise<Result<{ giftIds: string[] }>> {
    const lines = await linesNamingGifts(scope, batchId);
    const references = [...new Set(lines.flatMap(giftReferencesOf))];
    const waiting = new Map(
      (await lockGiftsByReference(scope.tx, references)).map((gift) => [gift.reference, gift]),
    );
    const entities = new Map((await selectReceivingEntities(scope.tx)).map((entity) => [entity.id, entity]));
    const matched: { line: BankLine; gift: Gift }[] = [];
    for (const line of lines) {
      const match = matchLine(
        line,
        (reference) => waiting.get(reference),
        (gift) => {
          const entity = entities.get(gift.entityId);
          return entity !== undefined && receivingRefusal(entity, line.bookedOn) === undefined;
        },
      );
      if (!('gift' in match)) continue;
      const { gift } = match;
      // A second line with the same reference is a second gift, which a person has to write down.
      waiting.set(gift.reference, { ...gift, status: 'received' });
      matched.push({ line, gift });
    }
    const claims = matched.map(({ line, gift }) => ({
      lineId: line.id,
      subject: { type: 'gift', id: gift.id },
    }));
    const claimed = await claimBankLines.within(scope, { claims });
    if (!claimed.ok) return claimed;
    const free = matched.filter(({ line }) => claimed.value.claimed.has(line.id));
    return receiveMoney(
      scope,
      free.map(({ line, gift }) => ({
        gift,
        amountFen: line.amountFen,
        on: line.bookedOn,
        means: 'transfer',
        bankLineId: line.id,
        handler: entities.get(gift.entityId)?.handler ?? scope.actor.name,
      })),
    );
  },
});
