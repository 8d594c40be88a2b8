import type { GiftKind, GiftStatus } from '~/domain/donations/gift.rules';
import type { Fen } from '~/domain/kernel/money';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import type { Column } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { giftKindLabel, giftStatusText, giftStatusTone, named } from './labels';

interface GiftRow {
  readonly kind: GiftKind;
  readonly status: GiftStatus;
  readonly purposeName: string;
  readonly purposeNameEn: string;
  readonly pledgedOn: PlainDate;
  readonly pledgedFen: Fen | null;
  readonly receivedFen: Fen | null;
}

/** What every list of gifts says of a gift, whoever reads it: kind, purpose, day, amount, status. */
export const giftColumns = (): Column<GiftRow>[] => [
  { key: 'kind', title: m.donations_kind(), cell: (gift) => giftKindLabel[gift.kind]() },
  {
    key: 'purpose',
    title: m.donations_purpose(),
    cell: (gift) => named({ name: gift.purposeName, nameEn: gift.purposeNameEn }),
  },
  { key: 'pledged', title: m.donations_pledged_on(), cell: (gift) => formatDate(gift.pledgedOn) },
  {
    key: 'amount',
    title: m.donations_amount(),
    numeric: true,
    cell: (gift) => {
      const fen = gift.receivedFen ?? gift.pledgedFen;
      return fen === null ? m.kit_empty_value() : formatMoney(fen);
    },
  },
  {
    key: 'status',
    title: m.donations_status(),
    cell: (gift) => <Status tone={giftStatusTone(gift)}>{giftStatusText(gift)}</Status>,
  },
];
