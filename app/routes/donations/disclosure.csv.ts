import { disclose } from '~/domain/donations/disclose';
import type { Used } from '~/domain/donations/disclosure.rules';
import { yuanText } from '~/domain/kernel/money';
import { dateOf } from '~/domain/kernel/plain-date';
import { writeCsv } from '~/platform/spreadsheet/write-spreadsheet';
import { addressOf, oneOf } from '~/routes/address.server';
import { publicPage } from '~/routes/authorised.server';
import { purposesText } from '~/ui/donations/gift-use';
import { figureLabel, named } from '~/ui/donations/labels';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

const answer = (csv: Buffer | Uint8Array, name: string) =>
  new Response(new Uint8Array(csv), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
    },
  });

/** Corrections of public figures, with what was told before and why; amounts in yuan. */
const correctionsCsv = (corrections: Awaited<ReturnType<typeof disclose>>['corrections']) =>
  writeCsv({
    headers: [
      m.donations_correction_figure(),
      m.donations_purpose_code(),
      m.donations_month(),
      m.donations_correction_old(),
      m.donations_correction_new(),
      m.donations_correction_reason(),
      m.donations_correction_on(),
    ],
    rows: corrections.map((row) => [
      figureLabel[row.figure](),
      row.purposeCode ?? '',
      row.month ?? '',
      yuanText(row.oldFen),
      yuanText(row.newFen),
      row.reason,
      row.publishedAt ? dateOf(row.publishedAt) : '',
    ]),
  });

/**
 * The public sums in yuan: received and lost by month and purpose, used as far as it may be told, what is told in one only, and the
 * total that all of them add to; what came of goods that were sold is part of the money received. With `?list=corrections` the corrections of them.
 */
export const loader = publicPage(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const page = await disclose(actor, {});
  const { read, refused } = addressOf(visit.url);
  const list = read('list', oneOf(['corrections']));
  const unclear = refused();
  if (unclear) return unclear;
  if (list === 'corrections') return answer(correctionsCsv(page.corrections), `corrections-${district.slug}`);
  const none = {
    moneyReceivedFen: 0n,
    soldFen: 0n,
    goodsReceivedFen: 0n,
    moneyUsedFen: 0n,
    goodsUsedFen: 0n,
    goodsLostFen: 0n,
  };
  const amounts = (row: Partial<typeof page.total>) => {
    const all = { ...none, ...row };
    return [
      all.moneyReceivedFen,
      all.soldFen,
      all.goodsReceivedFen,
      all.moneyUsedFen,
      all.goodsUsedFen,
      all.goodsLostFen,
    ].map(yuanText);
  };
  const used = (row: Used, amount: Partial<typeof page.total>) => [
    row.from,
    row.until,
    row.purposes.map(({ code }) => code).join(' '),
    purposesText(row),
    ...amounts(amount),
  ];
  const csv = writeCsv({
    headers: [
      m.donations_month_from(),
      m.donations_month_until(),
      m.donations_purpose_code(),
      m.donations_purpose(),
      m.donations_money_received(),
      m.donations_money_sold(),
      m.donations_goods_received(),
      m.donations_money_used(),
      m.donations_goods_used(),
      m.donations_goods_lost(),
    ],
    rows: [
      ...page.rows.map((row) => [row.month, row.month, row.code, named(row), ...amounts(row)]),
      ...page.moneyUsed.map((row) => used(row, { moneyUsedFen: row.fen })),
      ...page.goodsUsed.map((row) => used(row, { goodsUsedFen: row.fen })),
      ...(Object.values(page.notItemised).some((fen) => fen !== 0n)
        ? [[m.donations_disclosure_not_itemised(), '', '', '', ...amounts(page.notItemised)]]
        : []),
      [m.donations_disclosure_totals(), '', '', '', ...amounts(page.total)],
    ],
  });
  return answer(csv, `disclosure-${district.slug}`);
});
