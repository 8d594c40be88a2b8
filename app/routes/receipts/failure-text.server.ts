import type { WithoutReceipt } from '~/domain/receipts/without-receipt';
import { refusalText } from '~/platform/i18n/refusal-words.server';

/** A gift without receipt, with why the job failed that should have issued it in the reader's language. */
export const withFailureText = <Row extends Pick<WithoutReceipt, 'failureCode' | 'failureParams'>>(
  row: Row,
) => ({
  ...row,
  failureText: row.failureCode
    ? refusalText({ code: row.failureCode, params: row.failureParams })
    : undefined,
});
