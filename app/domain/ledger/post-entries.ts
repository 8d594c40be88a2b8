import { z } from 'zod';
import { newId } from '#db/new-id';
import { accountKeyText, ensureAccounts, insertEntries, lockOpenPeriod } from '#db/queries/ledger';
import { type Scope, useCase } from '../audit/use-case';
import { plainDate } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { bookingDay } from './period.rules';
import { balances } from './posting.rules';

/** A record the ledger speaks of: what an entry comes from, or whose account it is. */
const subject = z.object({ type: z.string().min(1), id: z.uuid() });

/** A civil date of an input, already in its right form. */
const civilDate = z.iso.date().transform(plainDate);

const posting = z.object({
  account: z.object({
    code: z
      .string()
      .regex(/^[a-z][a-z0-9]*([.:-][a-z0-9]+)*$/)
      .max(80),
    kind: z.enum(['asset', 'liability', 'income', 'expense', 'equity']),
    name: z.string().trim().min(1).optional(),
    subject: subject.optional(),
  }),
  /** Debit +, credit −. */
  amountFen: z.bigint().refine((fen) => fen !== 0n, 'LEDGER.AMOUNT_ZERO'),
});

export const entryInput = z.object({
  /** `noun.what`, such as `fees.invoice`. */
  kind: z.string().regex(/^[a-z]+\.[a-z-]+$/),
  subject,
  on: civilDate,
  memo: z.string().optional(),
  postings: z.array(posting).min(2).max(1_000),
});

export const entriesInput = z.object({ entries: z.array(entryInput).min(1).max(5_000) });

async function post(
  { tx, now }: Scope,
  { entries }: z.output<typeof entriesInput>,
): Promise<Result<{ entryIds: string[] }>> {
  if (!entries.every((entry) => balances(entry.postings))) return refuse(refusal('LEDGER.UNBALANCED'));
  const closed = await lockOpenPeriod(tx);

  const accounts = entries.flatMap((entry) => entry.postings.map((one) => one.account));
  const ids = await ensureAccounts(tx, accounts);
  const wrong = accounts.find((account) => !ids.has(accountKeyText(account)));
  if (wrong) return refuse(refusal('LEDGER.ACCOUNT_KIND', { params: { account: wrong.code } }));

  const rows = entries.map((entry) => ({
    id: newId(),
    kind: entry.kind,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    onDate: bookingDay(entry.on, closed),
    memo: entry.memo,
    postedAt: now,
    postings: entry.postings.map(({ account, amountFen }) => ({
      accountId: ids.get(accountKeyText(account)) as string,
      amountFen,
    })),
  }));
  await insertEntries(tx, rows);
  return accept({ entryIds: rows.map((row) => row.id) });
}

/**
 * Posts many entries at once, each on its own two feet: its postings sum to zero (debit +, credit −), which the
 * database checks again at commit. Only part of larger use cases; nobody posts by hand.
 * Post all entries of a transaction in one call: accounts are locked in one order within a call.
 * What happened in a month whose books are closed is booked on the first day after it; the record keeps its own day.
 * Refuses LEDGER.UNBALANCED and LEDGER.ACCOUNT_KIND (the code exists with another kind).
 */
export const postEntries = useCase({
  permission: 'ledger.post',
  input: entriesInput,
  constraints: { ledger_entries_balanced: refusal('LEDGER.UNBALANCED') },
  run: post,
});
