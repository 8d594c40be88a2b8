import { countOpenInBooks, type OpenInBooks } from '#db/queries/reports';
import { read } from '../audit/use-case';
import { monthRange, startOf } from '../kernel/plain-date';
import { countWithoutToDo } from '../receipts/without-receipt';

type OpenKey = keyof OpenInBooks | 'receipts_missing';

const places: readonly { key: OpenKey; to: string }[] = [
  { key: 'bank_lines', to: '/bank-lines' },
  { key: 'payment_reviews', to: '/payments/review' },
  { key: 'receipts_missing', to: '/receipts/missing' },
  { key: 'funds_proposed', to: '/funds' },
  { key: 'payouts_proposed', to: '/payouts' },
  { key: 'gift_returns', to: '/gifts/returns' },
];

/** What of a month (`YYYY-MM`) and the days before it is not dealt with, to be looked at before its books are closed for good. */
export const openInMonth = read('ledger.view', async (scope, { month }: { month: string }) => {
  const { until } = monthRange(month);
  const open = {
    ...(await countOpenInBooks(scope.tx, { before: until, start: startOf(until) })),
    receipts_missing: await countWithoutToDo.within(scope, { before: until }),
  };
  return places.map(({ key, to }) => ({ key, to, count: open[key] })).filter(({ count }) => count > 0);
});
