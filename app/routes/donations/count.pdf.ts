import { listCountSheet } from '~/domain/donations/stock-changes';
import { dateOf } from '~/domain/kernel/plain-date';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { renderPdf } from '~/platform/pdf/render-pdf';
import { page } from '~/routes/authorised.server';
import { goodsName } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** The sheet to take along to the shelves: what should lie there, and room for what does. */
export const loader = page('donations.view', async ({ actor, url }) => {
  const store = url.searchParams.get('store') || undefined;
  const after = url.searchParams.get('after') || undefined;
  const [{ lots, next }, tenant] = [
    await listCountSheet(actor, { store, after }),
    await getTenant(actor, {}),
  ];
  const english = getLocale() === 'en';
  const printed = m.kit_printed_by({ name: actor.name });
  const pdf = await renderPdf({
    template: 'kit/list',
    data: {
      lang: english ? 'en' : 'zh',
      flipped: true,
      title: m.donations_count_sheet(),
      head: english ? tenant.nameEn : tenant.name,
      foot: printed,
      demo: tenant.demo ? m.kit_demo_data() : null,
      facts: [
        [m.donations_count_on(), formatDate(dateOf(actor.at ?? new Date()))],
        [m.donations_store(), store ?? m.donations_store_all()],
      ],
      headings: [
        m.donations_item_name(),
        m.donations_lot(),
        m.donations_store(),
        m.donations_expires_on(),
        m.donations_expected(),
        m.donations_counted(),
        m.donations_difference_reason(),
      ],
      widths: [4, 2, 2, 2, 2, 2, 4],
      numeric: [4],
      rows: lots.map((lot) => [
        goodsName(lot),
        lotCode(lot.id),
        lot.store,
        lot.expiresOn ? formatDate(lot.expiresOn) : m.donations_never_expires(),
        `${formatNumber(lot.onShelf)} ${lot.unit}`,
        '',
        '',
      ]),
      note: next ? m.donations_count_more_print() : null,
      signatures: [m.donations_count_by(), m.donations_count_checked_by()],
    },
  });
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="count.pdf"' },
  });
});
