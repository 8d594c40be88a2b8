import { disclose } from '~/domain/donations/disclose';
import { yuanText } from '~/domain/kernel/money';
import { writeCsv } from '~/platform/spreadsheet/write-spreadsheet';
import { publicPage } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

/** The public totals by month and purpose, in yuan; the last row is their sum. */
export const loader = publicPage(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const page = await disclose(actor, {});
  const amounts = (row: typeof page.total) =>
    [row.moneyReceivedFen, row.goodsReceivedFen, row.moneyUsedFen, row.goodsUsedFen].map(yuanText);
  const csv = writeCsv({
    headers: [
      m.donations_month(),
      m.donations_purpose_code(),
      m.donations_purpose(),
      m.donations_money_received(),
      m.donations_goods_received(),
      m.donations_money_used(),
      m.donations_goods_used(),
    ],
    rows: [
      ...page.rows.map((row) => [row.month, row.code, named(row), ...amounts(row)]),
      [m.donations_disclosure_totals(), '', '', ...amounts(page.total)],
    ],
  });
  return new Response(new Uint8Array(csv), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="disclosure-${district.slug}.csv"`,
    },
  });
});
