import type { listLots } from '~/domain/donations/stock-changes';
import { env } from '~/platform/env';
import { qrSvg, renderPdf } from '~/platform/pdf/render-pdf';
import { goodsName } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

type Lot = Awaited<ReturnType<typeof listLots>>[number];

/** Where the label of a lot leads whoever scans it. */
export const lotAddress = (lotId: string): string => `${env().appOrigin}/goods/lots/${lotId}`;

/**
 * Labels of lots, 24 on a sheet, in the reader's language: what it is, its expiry, its place. No giver and nobody it is for. Behind the
 * last stands whether there are more lots.
 */
export const labelsPaper = (
  { lots, more }: { lots: readonly Lot[]; more: boolean },
  { demo }: { demo: boolean },
): Promise<Buffer> =>
  renderPdf({
    template: 'donations/labels',
    data: {
      title: m.donations_labels(),
      lang: getLocale() === 'en' ? 'en' : 'zh',
      demo: demo ? m.kit_demo_data() : null,
      more: more ? m.donations_labels_more() : null,
      labels: lots.map((lot) => ({
        name: goodsName(lot),
        facts: [
          [m.donations_expires_on(), lot.expiresOn ? formatDate(lot.expiresOn) : m.donations_never_expires()],
          [m.donations_quantity_stocked(), `${formatNumber(lot.quantity)} ${lot.unit}`],
        ],
        store: [m.donations_store(), lot.store],
        code: m.donations_lot_code({ code: lotCode(lot.id) }),
        qr: qrSvg(lotAddress(lot.id)),
      })),
    },
  });
