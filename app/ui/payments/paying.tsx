import type { ReactNode } from 'react';
import type { ProviderName } from '~/domain/payments/payment.rules';
import { m } from '~/words/generated/messages';
import { formatInstant, formatMoney, formatTime } from '../kit/format';
import { Icon } from '../kit/icon';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import { KeepFresh } from '../kit/progress';
import { appLabel, providerLabel } from './labels';

/** Seconds between looks: with script at our books, without it at the provider's too. */
const LOOK_SECONDS = 4;
const RELOAD_SECONDS = 10;

/** Where an order stands for whoever waits. `silent`: the provider did not answer. */
export type Standing = 'open' | 'paid' | 'expired' | 'closed' | 'refunded' | 'silent';

/** An order as its payer sees it. */
export interface Paying {
  readonly standing: Standing;
  readonly provider: ProviderName;
  readonly amountFen: bigint;
  readonly number: string;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
  /** Where the payer goes, or the drawing of the code to scan. */
  readonly link: string | null;
  readonly code: string | null;
  /**
   * Whether the page is open inside WeChat, which opens neither provider's link, and where a code on the same telephone can be
   * neither scanned nor held down (FAQ of WeChat Pay's native payment, 2025-10-14).
   */
  readonly inWechat: boolean;
}

/** The order: how much, how it stands, and the way to pay it. `askPath` is this page, once the provider was asked; `children` are further ways from here. */
export function PayOrder({
  paying,
  askPath,
  overHint,
  children,
}: {
  paying: Paying;
  askPath: string;
  /** What becomes of the money, and how to pay again, once the time is over: a bill says something else than a gift. */
  overHint: string;
  children: ReactNode;
}) {
  const { standing, amountFen, number } = paying;
  const waits = standing === 'open' || standing === 'silent' || standing === 'expired';
  return (
    <Section>
      <p className="figure-value">{formatMoney(amountFen)}</p>
      <StandingNotice {...paying} overHint={overHint} />
      {standing === 'open' ? <ToPay {...paying} askPath={askPath} /> : null}
      <p className="quiet">{m.payments_order_number({ number })}</p>
      <div className="actions">
        {waits ? (
          <a className="button" href={askPath}>
            <Icon name="refresh" />
            {m.payments_refresh()}
          </a>
        ) : null}
        {children}
      </div>
    </Section>
  );
}

/** How it stands, in a sentence, announced when it changes. */
function StandingNotice({ standing, provider, expiresAt, paidAt, overHint }: Paying & { overHint: string }) {
  const by = providerLabel[provider]();
  switch (standing) {
    case 'open':
      return <Notice tone="due" title={m.payments_waiting({ time: formatTime(expiresAt) })} live />;
    case 'paid':
      return (
        <Notice tone="ok" title={m.payments_paid()} live>
          <p>{m.payments_paid_at({ at: paidAt ? formatInstant(paidAt) : '' })}</p>
        </Notice>
      );
    case 'refunded':
      return <Notice tone="info" title={m.payments_refunded()} live />;
    case 'silent':
      return <Notice tone="late" title={m.payments_silent({ provider: by })} live />;
    default:
      return (
        <Notice tone="stopped" title={m.payments_expired()} live>
          <p>{overHint}</p>
        </Notice>
      );
  }
}

/** The code to scan or the link to follow, and a page that looks by itself whether it is paid. */
function ToPay({ provider, link, code, inWechat, askPath }: Paying & { askPath: string }) {
  const by = providerLabel[provider]();
  return (
    <>
      {code ? (
        <>
          <p>{m.payments_scan({ app: appLabel[provider]() })}</p>
          <img
            src={`data:image/svg+xml,${encodeURIComponent(code)}`}
            alt={m.payments_code_alt({ provider: by })}
            width="240"
            height="240"
          />
        </>
      ) : null}
      {link && inWechat ? (
        <Notice tone="info" title={m.payments_leave_wechat()}>
          <p>{m.payments_leave_wechat_text({ provider: by })}</p>
        </Notice>
      ) : null}
      {link && !inWechat ? (
        <p>
          <a className="button button-main" href={link} rel="noreferrer">
            {m.payments_go_to({ provider: by })}
          </a>
        </p>
      ) : null}
      <KeepFresh
        seconds={LOOK_SECONDS}
        withoutScript={<meta httpEquiv="refresh" content={`${RELOAD_SECONDS};url=${askPath}`} />}
      />
    </>
  );
}
