import type { ToldHow } from '~/domain/fees/arrears.rules';
import type { InvoiceState } from '~/domain/fees/invoice.rules';
import type { MoneyWay, MovementKind } from '~/domain/fees/movement.rules';
import type { ArrangedPayer, Payer } from '~/domain/fees/share.rules';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { formatMoney } from '../kit/format';

export const invoiceStateLabel: Record<InvoiceState, () => string> = {
  open: m.fees_state_open,
  part: m.fees_state_part,
  paid: m.fees_state_paid,
  credit: m.fees_state_credit,
};

export const invoiceStateTone: Record<InvoiceState, Tone> = {
  open: 'due',
  part: 'due',
  paid: 'ok',
  credit: 'info',
};

export const methodLabel: Record<MoneyWay | 'fund', () => string> = {
  cash: m.fees_method_cash,
  transfer: m.fees_method_transfer,
  alipay: m.payments_alipay,
  wechatpay: m.payments_wechatpay,
  fund: m.fees_method_fund,
};

export const toldHowLabel: Record<ToldHow, () => string> = {
  phone: m.fees_told_phone,
  letter: m.fees_told_letter,
  visit: m.fees_told_visit,
  meeting: m.fees_told_meeting,
};

export const movementLabel: Record<MovementKind, () => string> = {
  deposit: m.fees_kind_deposit,
  'deposit-used': m.fees_kind_deposit_used,
  'deposit-back': m.fees_kind_deposit_back,
  refund: m.fees_kind_refund,
  'payer-paid': m.fees_kind_payer_paid,
};

/** Who pays a share of a bill. */
export const payerLabel: Record<Payer, () => string> = {
  resident: m.fees_payer_resident,
  'public-support': m.fees_payer_public_support,
  subsidy: m.fees_payer_subsidy,
  insurance: m.fees_payer_insurance,
  'donated-relief': m.fees_payer_donated_relief,
};

/** Who else may pay for a resident. */
export const payerName: Record<ArrangedPayer, () => string> = {
  insurance: m.fees_payer_name_insurance,
  'public-support': m.fees_payer_name_public_support,
  subsidy: m.fees_payer_name_subsidy,
  'donated-relief': m.fees_payer_name_donated_relief,
};

/** How much somebody else pays, in words. */
export function measureText({
  monthlyFen,
  permille,
}: {
  monthlyFen: bigint | null;
  permille: number | null;
}): string {
  return monthlyFen === null
    ? m.fees_payer_part({ percent: (permille ?? 0) / 10 })
    : m.fees_payer_sum({ amount: formatMoney(monthlyFen) });
}

/** What the days of an absence cost, a line for each band. */
export const bandTexts = (bands: readonly { fromDay: number; permille: number }[]): string[] =>
  bands.map(({ fromDay, permille }, index) => {
    const next = bands[index + 1];
    const percent = permille / 10;
    return next
      ? m.fees_leave_band({ from: fromDay, last: next.fromDay - 1, percent })
      : m.fees_leave_band_open({ from: fromDay, percent });
  });
