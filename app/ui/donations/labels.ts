import type { GiftKind, GiftStatus } from '~/domain/donations/gift.rules';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import type { Tone } from '../kit/status';

export const giftKindLabel: Record<GiftKind, () => string> = {
  money: m.donations_kind_money,
  goods: m.donations_kind_goods,
};

const statusOfGoods: Record<GiftStatus, () => string> = {
  pledged: m.donations_status_pledged,
  received: m.donations_status_goods_received,
  inspected: m.donations_status_inspected,
  stocked: m.donations_status_stocked,
  refused: m.donations_status_refused,
  withdrawn: m.donations_status_withdrawn,
  returned: m.donations_status_returned,
};

/** Where a gift stands, in words; money that is there has arrived, goods that are there were brought. */
export const giftStatusText = ({
  kind,
  status,
  nothingLeft,
}: {
  kind: GiftKind;
  status: GiftStatus;
  /** It was stocked and nothing of it lies in the store any more. */
  nothingLeft?: boolean;
}): string => {
  if (nothingLeft) return m.donations_status_nothing_left();
  return kind === 'money' && status === 'received'
    ? m.donations_status_money_received()
    : statusOfGoods[status]();
};

export const giftStatusLabel: Record<GiftStatus, () => string> = {
  ...statusOfGoods,
  received: m.donations_status_received,
};

export const giftStatusTone = ({ kind, status }: { kind: GiftKind; status: GiftStatus }): Tone =>
  (
    ({
      pledged: 'info',
      received: kind === 'money' ? 'ok' : 'due',
      inspected: 'due',
      stocked: 'ok',
      refused: 'late',
      withdrawn: 'stopped',
      returned: 'stopped',
    }) as const
  )[status];

export const donorKindLabel = {
  person: m.donations_donor_person,
  organisation: m.donations_donor_organisation,
};

export const sourceLabel = {
  public: m.donations_source_public,
  donor: m.donations_source_donor,
  finance: m.donations_source_finance,
  import: m.donations_source_import,
  bank: m.donations_source_bank,
};

export const meansLabel = {
  transfer: m.donations_means_transfer,
  cash: m.donations_means_cash,
  alipay: m.payments_alipay,
  wechatpay: m.payments_wechatpay,
};

export const basisLabel = {
  invoice: m.donations_basis_invoice,
  customs_form: m.donations_basis_customs_form,
  agreement: m.donations_basis_agreement,
  appraisal: m.donations_basis_appraisal,
};

/** Options of a field, from labels by value. */
export const optionsOf = <Value extends string>(labels: Readonly<Record<Value, () => string>>) =>
  (Object.entries(labels) as [Value, () => string][]).map(([value, label]) => ({ value, label: label() }));

/** A name in the reader's language, where there is one. */
export const named = ({ name, nameEn }: { name: string; nameEn?: string | null }): string =>
  getLocale() === 'en' && nameEn ? nameEn : name;

/** What goods are called: name, make. */
export const goodsName = ({ name, spec }: { name: string; spec: string }): string =>
  [name, spec].filter(Boolean).join(' ');
