import { m } from '~/words/generated/messages';

/** Reasons that the product writes where no person gave one, as records keep them. */
export const madeReasons = {
  notServing: '暂停或退出服务',
  seriesRunOut: '重复规则的日期已全部过去',
  settledByAnother: '同一人的另一份申请已登记',
  payoutFailed: '支付机构未能原路退回',
  answeredByProvider: '支付机构随后确认了订单金额，已按订单入账',
  saidOtherwiseSince: '支付机构随后另有说法，以新的差异为准',
  givenBackMeanwhile: '开具期间捐款已退回捐赠人',
  notBrought: '登记或约定送达后 60 天内未送达',
} as const;

const words: Readonly<Record<string, (() => string) | undefined>> = {
  [madeReasons.notServing]: m.kit_reason_not_serving,
  [madeReasons.seriesRunOut]: m.kit_reason_series_run_out,
  [madeReasons.settledByAnother]: m.kit_reason_settled_by_another,
  [madeReasons.payoutFailed]: m.kit_reason_payout_failed,
  [madeReasons.answeredByProvider]: m.kit_reason_answered_by_provider,
  [madeReasons.saidOtherwiseSince]: m.kit_reason_said_otherwise_since,
  [madeReasons.givenBackMeanwhile]: m.kit_reason_given_back_meanwhile,
  [madeReasons.notBrought]: m.kit_reason_not_brought,
};

/** A reason as readers see it: in their language if the product made it, else as a person wrote it. */
export function reasonText(reason: string): string;
export function reasonText(reason: string | null): string | null;
export function reasonText(reason: string | null): string | null {
  return reason && (words[reason]?.() ?? reason);
}
