import type { findAllocation } from '~/domain/donations/list-stock';
import { renderPdf } from '~/platform/pdf/render-pdf';
import { recipientText } from '~/ui/donations/allocation-labels';
import { goodsName } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

type Allocation = NonNullable<Awaited<ReturnType<typeof findAllocation>>>;

/**
 * The slip on which goods that were set aside are signed for, in the reader's language: what they are, out of which lot and place, whom
 * they are for, and lines for who hands over, who signs, and the day. No giver and no value.
 */
export function slipPaper(
  allocation: Allocation,
  { tenant, printedBy }: { tenant: { name: string; nameEn: string; demo: boolean }; printedBy: string },
): Promise<Buffer> {
  const english = getLocale() === 'en';
  return renderPdf({
    template: 'kit/list',
    data: {
      lang: english ? 'en' : 'zh',
      title: m.donations_slip(),
      head: english ? tenant.nameEn : tenant.name,
      foot: m.kit_printed_by({ name: printedBy }),
      demo: tenant.demo ? m.kit_demo_data() : null,
      facts: [
        [m.donations_allocation_code(), lotCode(allocation.id)],
        [m.donations_allocated_on(), formatDate(allocation.allocatedOn)],
        [m.donations_recipient(), recipientText(allocation)],
      ],
      headings: [
        m.donations_item_name(),
        m.donations_lot(),
        m.donations_store(),
        m.donations_expires_on(),
        m.donations_quantity(),
      ],
      widths: [4, 2, 3, 3, 2],
      numeric: [4],
      rows: allocation.lines.map((line) => [
        goodsName(line),
        lotCode(line.lotId),
        line.store,
        line.expiresOn ? formatDate(line.expiresOn) : m.donations_never_expires(),
        `${formatNumber(line.quantity)} ${line.unit}`,
      ]),
      note: m.donations_slip_note(),
      signatures: [m.donations_handed_over_by(), m.donations_handed_to(), m.donations_slip_date()],
    },
  });
}
