import { yuanText } from '~/domain/kernel/money';
import { writeCsv } from '~/platform/spreadsheet/write-spreadsheet';
import { page } from '~/routes/authorised.server';
import { payerName } from '~/ui/fees/labels';
import { m } from '~/words/generated/messages';
import { allClaims, claimsAsked } from './claims.server';

/** What a month asks a payer for, bill by bill; the last row is the sum. */
export const loader = page('fees.view', async ({ actor, url }) => {
  const asked = claimsAsked(url);
  const { claims, total } = await allClaims(actor, asked);
  const csv = writeCsv({
    headers: [
      m.fees_month(),
      m.fees_payer_who(),
      m.fees_resident(),
      m.fees_number(),
      m.fees_claims_charged(),
      m.fees_claims_carried(),
      m.fees_claims_amount(),
    ],
    rows: [
      ...claims.map((row) => [
        asked.month,
        payerName[asked.payer](),
        row.personName,
        row.number,
        yuanText(row.chargedFen),
        yuanText(row.carriedFen),
        yuanText(row.amountFen),
      ]),
      [
        m.fees_paper_total(),
        payerName[asked.payer](),
        '',
        '',
        yuanText(total?.chargedFen ?? 0n),
        yuanText(total?.carriedFen ?? 0n),
        yuanText(total?.amountFen ?? 0n),
      ],
    ],
  });
  return new Response(new Uint8Array(csv), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="claims-${asked.month}-${asked.payer}.csv"`,
    },
  });
});
