import { m } from '~/words/generated/messages';
import { formatEmpty, formatMoney } from '../kit/format';

/** Kinds of receipts, marked so that nobody takes our own for a fiscal one. */
export const receiptKindLabel = {
  donation_acknowledgement: m.receipts_kind_donation_acknowledgement,
  fiscal_receipt: m.receipts_kind_fiscal_receipt,
};

/** In place of what a receipt was issued: of one that was voided, or of a bill that was reversed. */
export const replacesWord = ({ replacesFiscalCode }: { readonly replacesFiscalCode: string | null }) =>
  replacesFiscalCode === null ? m.receipts_replaces : m.receipts_replaces_reversed;

/** Why something stands still at the fiscal system: a code of ours in words, else what it said itself. */
export function fiscalProblemText({
  state,
  problemCode: code,
  problemText,
}: {
  readonly state: string;
  readonly problemCode: string | null;
  readonly problemText: string | null;
}): string {
  if (code === null) return state === 'done' ? '' : m.receipts_problem_none();
  const known = Object.hasOwn(problems, code) ? problems[code] : undefined;
  if (state === 'waiting' && known) return known();
  if (code.startsWith('RECEIPT.')) return known?.() ?? code;
  if (state === 'waiting') return m.receipts_problem_http({ code: code.replace('_', ' ') });
  return [code, problemText].filter(Boolean).join(' ');
}

/** Answers that no further question changes. */
const LASTING: ReadonlySet<string> = new Set(['ANSWER_AMOUNT', 'RECEIPT.FISCAL_NUMBER_TAKEN']);

/** Whether only the fiscal office can put right what a request waits for. */
export const isForFiscalOffice = (state: string, problemCode: string | null): boolean =>
  state === 'waiting' && problemCode !== null && LASTING.has(problemCode);

/** What finance has to do about a request that asking again does not help; empty when it does. */
export function fiscalNextText({
  id,
  state,
  problemCode,
  wantedFen,
}: {
  readonly id: string;
  readonly state: string;
  readonly problemCode: string | null;
  readonly wantedFen: bigint | null;
}): string {
  if (!isForFiscalOffice(state, problemCode)) return '';
  return m.receipts_fiscal_call({ id, amount: wantedFen === null ? formatEmpty() : formatMoney(wantedFen) });
}

const problems: Readonly<Record<string, () => string>> = {
  NO_ANSWER: m.receipts_problem_no_answer,
  PENDING: m.receipts_problem_pending,
  SIGNATURE: m.receipts_problem_signature,
  ANSWER_FORM: m.receipts_problem_answer_form,
  ANSWER_AMOUNT: m.receipts_problem_answer_amount,
  NOT_SET_UP: m.receipts_problem_not_set_up,
  'RECEIPT.FISCAL_NUMBER_TAKEN': m.receipts_problem_taken,
  'RECEIPT.GIFT_RETURNED': m.receipts_problem_returned,
};

const sendingWords: Readonly<Record<string, () => string>> = {
  queued: m.receipts_sending_queued,
  failed: m.receipts_sending_failed,
  sent: m.receipts_sending_sent,
  given_up: m.receipts_sending_given_up,
  no_address: m.receipts_sending_no_address,
  not_configured: m.receipts_sending_not_configured,
  stopped: m.receipts_sending_stopped,
};

/** What became of a receipt that was sent. */
export const sendingText = (status: string): string => sendingWords[status]?.() ?? status;
