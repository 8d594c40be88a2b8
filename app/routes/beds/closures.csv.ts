import { type Closure, listClosures } from '~/domain/beds/list-closures';
import { writeCsv } from '~/platform/spreadsheet/write-spreadsheet';
import { page } from '~/routes/authorised.server';
import { causeLabel, kindLabel } from '~/ui/beds/labels';
import { m } from '~/words/generated/messages';
import { monthAsked } from './month.server';

/** Every closure of a month with what was done and the bed-days it cost; the last row is their sum. */
export const loader = page('beds.view', async ({ actor, url }) => {
  const { month, from, until } = monthAsked(url);
  const closures: (Closure & { daysLost: number })[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, next } = await listClosures(actor, { from, until, after });
    closures.push(...rows);
    if (!next) break;
    after = next;
  }
  const csv = writeCsv({
    headers: [
      m.beds_building(),
      m.beds_floor(),
      m.beds_room(),
      m.beds_bed(),
      m.beds_kind(),
      m.beds_close_cause(),
      m.beds_close_reason(),
      m.beds_from(),
      m.beds_until(),
      m.beds_days_lost(),
      m.beds_closed_by(),
    ],
    rows: [
      ...closures.map((row) => [
        row.building,
        row.floor,
        row.room,
        row.name,
        kindLabel[row.kind](),
        causeLabel[row.cause](),
        row.reason,
        row.fromOn,
        row.untilOn ?? '',
        String(row.daysLost),
        row.changes.find(({ change }) => change === 'made')?.byName ?? '',
      ]),
      [
        m.beds_total(),
        ...Array.from({ length: 8 }, () => ''),
        String(closures.reduce((sum, { daysLost }) => sum + daysLost, 0)),
        '',
      ],
    ],
  });
  return new Response(new Uint8Array(csv), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="bed-closures-${month}.csv"`,
    },
  });
});
