import { yuanText } from '~/domain/kernel/money';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { dateOf } from '~/domain/kernel/plain-date';
import { listWithoutReceipt, withoutReasons } from '~/domain/receipts/without-receipt';
import { inLocale } from '~/platform/i18n/locale.server';
import { csvStream } from '~/platform/spreadsheet/write-spreadsheet';
import { addressOf, oneOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { withoutNext, withoutWhy } from '~/ui/receipts/without';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { withFailureText } from './failure-text.server';

/** Every gift that the list shows, page after page while it is sent. */
export const loader = page('receipts.view', async ({ actor, url }) => {
  const { read, refused } = addressOf(url);
  const reason = read('reason', oneOf(withoutReasons));
  const unclear = refused();
  if (unclear) return unclear;
  const locale = getLocale();
  const rows = async function* () {
    for (let after: string | undefined; ; ) {
      const found = await listWithoutReceipt(actor, { reason, after, limit: PAGE_LIMIT });
      // The rows are written after the request's language is forgotten.
      yield* inLocale(locale, () =>
        found.rows.map((row) => [
          row.reference,
          row.donorName ?? m.receipts_payer_unnamed(),
          named({ name: row.purposeName, nameEn: row.purposeNameEn }),
          row.receivedOn ?? '',
          row.receivedFen === null ? '' : yuanText(row.receivedFen),
          withoutWhy(withFailureText(row)),
          withoutNext(row).words,
        ]),
      );
      if (!found.next) return;
      after = found.next;
    }
  };
  const headers = [
    m.receipts_gift_reference(),
    m.receipts_payer(),
    m.receipts_purpose(),
    m.receipts_received_on(),
    m.receipts_line_amount(),
    m.receipts_without_reason(),
    m.receipts_without_next(),
  ];
  return new Response(csvStream(headers, rows()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="without-receipt-${dateOf(actor.at ?? new Date())}.csv"`,
    },
  });
});
