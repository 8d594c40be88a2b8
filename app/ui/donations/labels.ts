import type { NeedState } from '~/domain/donations/appeal.rules';
import type { Doubt } from '~/domain/donations/bank-match.rules';
import type { GiftKind, GiftStatus } from '~/domain/donations/gift.rules';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { formatInstant, formatMoney, formatNumber } from '../kit/format';
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

export const qualificationLabel = {
  bureau: m.donations_qualification_bureau,
  public_institution: m.donations_qualification_public_institution,
  charity: m.donations_qualification_charity,
  public_fundraising: m.donations_qualification_public_fundraising,
};

export const appealKindLabel = {
  open: m.donations_appeal_open,
  directed: m.donations_appeal_directed,
};

/** How an appeal asks, in words: one in an emergency is called what it is (慈善法 Art. 70 and following). */
export const appealKindText = ({ kind, urgent }: { kind: 'open' | 'directed'; urgent: boolean }): string =>
  urgent
    ? { open: m.donations_appeal_open_urgent, directed: m.donations_appeal_directed_urgent }[kind]()
    : appealKindLabel[kind]();

export const appealStatusLabel = {
  draft: m.donations_appeal_draft,
  published: m.donations_appeal_published,
  ended: m.donations_appeal_ended,
  reported: m.donations_appeal_reported,
};

export const appealTone = {
  draft: 'info',
  published: 'ok',
  ended: 'due',
  reported: 'stopped',
} as const satisfies Record<string, Tone>;

export const needOriginLabel = {
  centre: m.donations_need_centre,
  household: m.donations_need_household,
  visit: m.donations_need_visit,
};

export const needStateLabel: Record<NeedState, () => string> = {
  open: m.donations_need_state_open,
  drafted: m.donations_need_state_drafted,
  asked: m.donations_need_state_asked,
  met: m.donations_need_state_met,
  unmet: m.donations_need_state_unmet,
  withdrawn: m.donations_need_state_withdrawn,
};

export const needStateTone: Record<NeedState, Tone> = {
  open: 'due',
  drafted: 'info',
  asked: 'info',
  met: 'ok',
  unmet: 'late',
  withdrawn: 'stopped',
};

export const allocationStatusLabel = {
  allocated: m.donations_allocation_allocated,
  handed_over: m.donations_allocation_handed_over,
  withdrawn: m.donations_allocation_withdrawn,
};

export const allocationTone = {
  allocated: 'due',
  handed_over: 'ok',
  withdrawn: 'stopped',
} as const satisfies Record<string, Tone>;

/** Whom goods are set aside for. */
export const recipientKindLabel = {
  bed: m.donations_bed,
  resident: m.donations_recipient_resident,
  household: m.donations_recipient_household,
  visit: m.donations_recipient_visit,
};

/** A household by its head, where one is known, and its village. */
export const householdName = ({ head, village }: { head: string | null; village: string | null }): string =>
  m.donations_household_of({ head: head ?? m.kit_empty_value(), village: village ?? '' }).trim();

/** Whom goods are for, as people of the centre see it; never for the public. */
export function recipientText(row: {
  readonly roomName: string | null;
  readonly bedName: string | null;
  readonly personName: string | null;
  readonly householdId: string | null;
  readonly householdHead: string | null;
  readonly householdVillage: string | null;
  readonly visitStartsAt: Date | null;
  readonly visitPlace: string | null;
}): string {
  if (row.bedName !== null) return `${row.roomName} ${row.bedName}`;
  if (row.personName !== null) return m.donations_resident_of({ name: row.personName });
  if (row.householdId !== null)
    return householdName({ head: row.householdHead, village: row.householdVillage });
  return row.visitStartsAt
    ? m.donations_visit_of({ time: formatInstant(row.visitStartsAt), place: row.visitPlace ?? '' })
    : m.kit_empty_value();
}

/** Why a line of the bank did not find its gift by itself. */
export const doubtLabel: Record<Doubt, () => string> = {
  'no-reference': m.donations_doubt_no_reference,
  'wrong-check-digit': m.donations_doubt_wrong_check_digit,
  'several-references': m.donations_doubt_several_references,
  'unknown-reference': m.donations_doubt_unknown_reference,
  'not-awaiting-money': m.donations_doubt_not_awaiting_money,
  'entity-not-qualified': m.donations_doubt_entity_not_qualified,
};

/** Options of a field, from labels by value. */
export const optionsOf = <Value extends string>(labels: Readonly<Record<Value, () => string>>) =>
  (Object.entries(labels) as [Value, () => string][]).map(([value, label]) => ({ value, label: label() }));

/** A name in the reader's language, where there is one. */
export const named = ({ name, nameEn }: { name: string; nameEn?: string | null }): string =>
  getLocale() === 'en' && nameEn ? nameEn : name;

/** How much of a need: pieces of its unit, or money. */
export const neededText = ({
  quantity,
  unit,
  amountFen,
}: {
  readonly quantity: number | null;
  readonly unit: string;
  readonly amountFen: bigint | null;
}): string => (quantity === null ? formatMoney(amountFen ?? 0n) : `${formatNumber(quantity)} ${unit}`);

/** What goods are called: name, make. */
export const goodsName = ({ name, spec }: { name: string; spec: string }): string =>
  [name, spec].filter(Boolean).join(' ');

type CorrectedFigure = 'money-received' | 'goods-received' | 'money-used' | 'goods-used' | 'goods-lost';

export const figureLabel: Record<CorrectedFigure, () => string> = {
  'money-received': m.donations_money_received,
  'goods-received': m.donations_goods_received,
  'money-used': m.donations_money_used,
  'goods-used': m.donations_goods_used,
  'goods-lost': m.donations_goods_lost,
};

/** What says that a donor is an interested person, or leaves it unclear. */
export const interestLabel = {
  'same-phone': m.donations_interest_same_phone,
  'receiver-itself': m.donations_interest_receiver,
  'same-name': m.donations_interest_same_name,
  'donor-unknown': m.donations_interest_donor_unknown,
  'staff-name': m.donations_interest_staff_name,
  'not-declared': m.donations_interest_not_declared,
};
