import { disclose } from '~/domain/donations/disclose';
import { yuanText } from '~/domain/kernel/money';
import { dateOf } from '~/domain/kernel/plain-date';
import { writeCsv } from '~/platform/spreadsheet/write-spreadsheet';
import { addressOf, oneOf } from '~/routes/address.server';
import { publicPage } from '~/routes/authorised.server';
import { figureLabel } from '~/ui/donations/checking-labels';
import { disclosureTable } from '~/ui/donations/disclosure-table';
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
 * The public sums in yuan: received, carried over and lost by month and purpose, used as far as it may be told, what is told in one only, and the
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
  const csv = writeCsv(disclosureTable(page));
  return answer(csv, `disclosure-${district.slug}`);
});
