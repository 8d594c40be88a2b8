import { getIndicators, listTrend } from '~/domain/reports/indicators';
import { writeCsv } from '~/platform/spreadsheet/write-spreadsheet';
import { page } from '~/routes/authorised.server';
import { definitionsOf, gradeLabel } from '~/ui/reports/labels';
import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

const yuan = (fen: bigint): string => (Number(fen) / 100).toFixed(2);
const share = (ratio: number | null): string =>
  ratio === null ? '' : String(Math.floor(ratio * 10_000) / 10_000);

/** The figures of twelve months, then residents by grade, then how each is counted. */
export const loader = page('reports.view', async ({ actor, url }) => {
  const on = asOf(url);
  const figures = await getIndicators(actor, { on });
  const trend = await listTrend(actor, { on });
  const empty = (cells: readonly string[]) => [
    ...cells,
    ...Array.from({ length: 5 - cells.length }, () => ''),
  ];
  const csv = writeCsv({
    headers: [
      m.reports_month(),
      m.reports_occupancy(),
      m.reports_nursing(),
      m.reports_support(),
      m.reports_unpaid(),
    ],
    rows: [
      ...trend.map((row) => [
        row.on,
        share(row.occupancy),
        share(row.nursingShare),
        share(row.supportRate),
        yuan(row.owedFen),
      ]),
      empty([m.reports_waited(), figures.daysWaited === null ? '' : figures.daysWaited.toFixed(1)]),
      ...figures.grades.map(({ grade, residents }) => empty([gradeLabel(grade), String(residents)])),
      ...definitionsOf(figures.denominator).map(({ term, text }) => empty([term, text])),
    ],
  });
  return new Response(new Uint8Array(csv), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="indicators-${on}.csv"`,
    },
  });
});
