import type { WithoutReason, WithoutReceipt } from '~/domain/receipts/without-receipt';
import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';
import { fiscalProblemText, isForFiscalOffice } from './labels';

const whyWords: Record<WithoutReason, () => string> = {
  not_inspected: m.receipts_without_not_inspected,
  no_proof: m.receipts_without_no_proof,
  never_valued: m.receipts_without_never_valued,
  fiscal_waiting: m.receipts_without_fiscal_waiting,
  fiscal_refused: m.receipts_without_fiscal_refused,
  taken_back: m.receipts_without_taken_back,
  unnamed: m.receipts_without_unnamed,
  failed: m.receipts_without_failed,
  coming: m.receipts_without_coming,
};

export const withoutTone: Record<WithoutReason, Tone> = {
  not_inspected: 'due',
  no_proof: 'due',
  never_valued: 'stopped',
  fiscal_waiting: 'info',
  fiscal_refused: 'late',
  taken_back: 'due',
  unnamed: 'due',
  failed: 'late',
  coming: 'info',
};

/** What the job said that should have issued it, in the reader's language. */
interface Told {
  readonly failureText?: string | undefined;
}

/** Why a gift has no receipt, with what the fiscal system or the job said. */
export function withoutWhy(
  row: Pick<WithoutReceipt, 'reason'> & Partial<Pick<WithoutReceipt, 'problemCode' | 'problemText'>> & Told,
): string {
  const why = whyWords[row.reason]();
  const { problemCode = null, problemText = null, failureText } = row;
  const more =
    row.reason === 'fiscal_refused' && problemCode
      ? fiscalProblemText({ state: 'refused', problemCode, problemText })
      : row.reason === 'fiscal_waiting' && problemCode
        ? fiscalProblemText({ state: 'waiting', problemCode, problemText })
        : row.reason === 'failed'
          ? failureText
          : undefined;
  return more ? m.receipts_without_more({ why, more }) : why;
}

interface NextStep {
  readonly words: string;
  /** Where it is done. */
  readonly to?: string;
  /** Or the form of the list that does it. */
  readonly intent?: 'give' | 'acknowledge';
}

/** What is to be done so that there is a receipt. */
export function withoutNext({ reason, giftId, takenBackId, problemCode }: WithoutReceipt): NextStep {
  const gift = `/gifts/${giftId}`;
  const steps: Record<WithoutReason, NextStep> = {
    not_inspected: { words: m.receipts_next_inspect(), to: gift },
    no_proof: { words: m.receipts_next_prove(), to: gift },
    never_valued: { words: m.receipts_next_none() },
    fiscal_waiting: {
      words: isForFiscalOffice('waiting', problemCode) ? m.receipts_next_office() : m.receipts_next_wait(),
      to: '/receipts/fiscal',
    },
    fiscal_refused: { words: m.receipts_next_put_right(), to: '/receipts/fiscal' },
    taken_back: { words: m.receipts_next_reissue(), to: `/receipts/${takenBackId}` },
    unnamed: { words: m.receipts_next_acknowledge(), intent: 'acknowledge' },
    failed: { words: m.receipts_next_again(), intent: 'give' },
    coming: { words: m.receipts_next_now(), intent: 'give' },
  };
  return steps[reason];
}

/** Why a gift has no receipt that holds, and what is next; `to` leads to where that is done. */
export interface NoReceipt {
  readonly tone: Tone;
  readonly text: string;
  readonly next?: string;
  readonly to?: string;
}

interface GiftState {
  readonly kind: 'money' | 'goods';
  readonly status: string;
}

/** Of a gift of which nothing arrived, or went back before it had a receipt. */
function beforeArrival({ kind, status }: GiftState): NoReceipt {
  const text =
    status === 'withdrawn' || status === 'refused'
      ? m.receipts_never()
      : status === 'returned'
        ? m.receipts_never_returned()
        : kind === 'money'
          ? m.receipts_after_money()
          : m.receipts_after_proof();
  return { tone: 'info', text };
}

/** As staff are told at the gift's page: the way is shown to whoever sees the receipts, the others learn whose it is. */
export function noReceiptForStaff(
  gift: GiftState,
  {
    row,
    receipts,
    seesReceipts,
  }: { row: (WithoutReceipt & Told) | undefined; receipts: number; seesReceipts: boolean },
): NoReceipt | undefined {
  if (!row) return receipts > 0 ? undefined : beforeArrival(gift);
  const { words, to, intent } = withoutNext(row);
  const told = { tone: withoutTone[row.reason], text: withoutWhy(row) };
  const target = intent ? '/receipts/missing' : to;
  // What is done at the gift's own page stands there already, or is nothing that can be done.
  if (!target?.startsWith('/receipts')) return { ...told, next: words };
  return seesReceipts
    ? { ...told, next: words, to: target }
    : { ...told, next: row.reason === 'fiscal_waiting' ? words : m.receipts_next_finance() };
}

const donorWords: Record<WithoutReason, () => string> = {
  not_inspected: m.receipts_after_proof,
  no_proof: m.receipts_after_proof,
  never_valued: m.receipts_own_never_valued,
  fiscal_waiting: m.receipts_own_fiscal_waiting,
  fiscal_refused: m.receipts_own_held,
  failed: m.receipts_own_held,
  unnamed: m.receipts_own_held,
  taken_back: m.receipts_own_taken_back,
  coming: m.receipts_coming,
};

const shortWords: Record<WithoutReason, () => string> = {
  not_inspected: m.receipts_short_after_proof,
  no_proof: m.receipts_short_after_proof,
  never_valued: m.receipts_short_unvalued,
  fiscal_waiting: m.receipts_short_coming,
  fiscal_refused: m.receipts_short_held,
  failed: m.receipts_short_held,
  unnamed: m.receipts_short_held,
  taken_back: m.receipts_short_held,
  coming: m.receipts_short_coming,
};

/** In a list of the donor's gifts: whether a receipt comes, or why there is none. The gift's own page says it in full. */
export function noReceiptInShort({ kind, status }: GiftState, reason: WithoutReason | undefined): string {
  if (reason) return shortWords[reason]();
  if (status === 'returned') return m.receipts_short_returned();
  if (status === 'withdrawn' || status === 'refused') return m.receipts_short_none();
  return kind === 'money' ? m.receipts_short_after_money() : m.receipts_short_after_proof();
}

/** As the donor is told: whether there is something to wait for, nothing of what the fiscal system said. */
export function noReceiptForDonor(
  gift: GiftState,
  { reason, receipts }: { reason: WithoutReason | undefined; receipts: number },
): NoReceipt | undefined {
  if (!reason) return receipts > 0 ? undefined : beforeArrival(gift);
  return { tone: withoutTone[reason] === 'late' ? 'due' : 'info', text: donorWords[reason]() };
}
