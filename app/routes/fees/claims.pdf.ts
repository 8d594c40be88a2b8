import { amountInCapitals } from '~/domain/kernel/money';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { renderPdf } from '~/platform/pdf/render-pdf';
import { page } from '~/routes/authorised.server';
import { payerName } from '~/ui/fees/labels';
import { formatMoney, formatMonth, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { allClaims, claimsAsked } from './claims.server';

/** The statement that asks a payer for its part of a month, to sign and send. */
export const loader = page('fees.view', async ({ actor, url }) => {
  const asked = claimsAsked(url);
  const { claims, total } = await allClaims(actor, asked);
  const tenant = await getTenant(actor, {});
  const english = getLocale() === 'en';
  const amountFen = total?.amountFen ?? 0n;
  const pdf = await renderPdf({
    template: 'kit/list',
    data: {
      lang: english ? 'en' : 'zh',
      demo: tenant.demo ? m.kit_demo_data() : null,
      title: m.fees_claims(),
      head: english ? tenant.nameEn : tenant.name,
      foot: m.kit_printed_by({ name: actor.name }),
      facts: [
        [m.fees_payer_who(), payerName[asked.payer]()],
        [m.fees_month(), formatMonth(asked.month)],
        [m.fees_claims_amount(), formatMoney(amountFen)],
        english
          ? [m.fees_claims_bills(), formatNumber(claims.length)]
          : [m.fees_paper_capitals(), amountInCapitals(amountFen)],
      ],
      headings: [
        m.fees_resident(),
        m.fees_number(),
        m.fees_claims_charged(),
        m.fees_claims_carried(),
        m.fees_claims_amount(),
      ],
      widths: [2, 3, 2, 2, 2],
      numeric: [2, 3, 4],
      rows: claims.map((row) => [
        row.personName,
        row.number,
        formatMoney(row.chargedFen),
        formatMoney(row.carriedFen),
        formatMoney(row.amountFen),
      ]),
      total: [
        m.fees_paper_total(),
        '',
        formatMoney(total?.chargedFen ?? 0n),
        formatMoney(total?.carriedFen ?? 0n),
        formatMoney(amountFen),
      ],
      note: m.fees_claims_note(),
      signatures: [m.fees_claims_sign_made(), m.fees_claims_sign_checked(), m.fees_claims_sign_payer()],
    },
  });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="claims-${asked.month}-${asked.payer}.pdf"`,
    },
  });
});
