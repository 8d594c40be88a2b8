import type { ProviderName } from '~/domain/payments/payment.rules';
import { m } from '~/words/generated/messages';
import { HiddenField, SubmitButton } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { formatMoney } from '../kit/format';
import { Notice } from '../kit/notice';
import { ButtonLink, Section } from '../kit/page';
import { providerLabel } from './labels';

/** Ways of paying what is open on a bill; the way back to an order that is open already. Nothing where nothing is offered. */
export function PayOnline({
  offered,
  openFen,
  openOrder,
  moneyWaits,
  reply,
}: {
  offered: readonly ProviderName[];
  openFen: bigint;
  openOrder: { id: string; provider: ProviderName } | null;
  /** Whether money for the bill is before a person. */
  moneyWaits: boolean;
  reply?: Reply | null;
}) {
  if (offered.length === 0 || openFen <= 0n) return null;
  if (moneyWaits)
    return (
      <Section title={m.payments_online()}>
        <BillMoneyChecked />
      </Section>
    );
  return (
    <Section title={m.payments_online()}>
      {openOrder ? (
        <Notice tone="due" title={m.payments_open_order({ provider: providerLabel[openOrder.provider]() })}>
          <ButtonLink to={`/pay/${openOrder.id}`}>{m.payments_go_on()}</ButtonLink>
        </Notice>
      ) : null}
      <p>{m.payments_online_hint({ amount: formatMoney(openFen) })}</p>
      <ProviderButtons offered={offered} reply={reply} />
    </Section>
  );
}

/** A button for each way of paying online; its form has the intent `pay-online`. */
export const ProviderButtons = ({
  offered,
  reply,
}: {
  offered: readonly ProviderName[];
  reply?: Reply | null;
}) => (
  <div className="actions">
    {offered.map((provider) => (
      <EditForm key={provider} intent="pay-online" id={`pay-${provider}`} reply={reply}>
        <HiddenField name="provider" value={provider} />
        <SubmitButton>{m.payments_pay_by({ provider: providerLabel[provider]() })}</SubmitButton>
      </EditForm>
    ))}
  </div>
);

/** In place of the ways to pay a bill while money for it is before a person. */
export const BillMoneyChecked = () => (
  <Notice tone="due" title={m.payments_checked()} live>
    <p>{m.payments_checked_text()}</p>
  </Notice>
);
