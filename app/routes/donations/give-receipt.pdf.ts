import { getReceiptOfOrder } from '~/domain/receipts/list-receipts';
import { notFound, publicPage } from '~/routes/authorised.server';
import { demandWithin } from '../limited.server';
import { publicDistrict } from '../public-district.server';
import { receiptPdf } from '../receipts/pdf-answer.server';

/** Requests in a minute; our own choice. A paper costs more than a page. */
const LIMIT = { use: 'order-receipt', ofAddress: 30, ofSecret: 10 };

/** The receipt of what was paid online, for whoever has the number of the order: nobody else is told it. */
export const loader = publicPage(async (visit) => {
  const number = visit.param('number');
  await demandWithin(LIMIT, visit, number);
  const { actor, demo } = await publicDistrict(visit);
  const receipt = await getReceiptOfOrder(actor, { number });
  if (!receipt) throw notFound();
  const answer = await receiptPdf(receipt, { demo });
  answer.headers.set('Cache-Control', 'private, no-store');
  answer.headers.set('X-Robots-Tag', 'noindex');
  return answer;
});
