import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll } from 'vitest';
import { jobEffectKey } from '#db/queries/outbox';
import { catalogue } from '#jobs/catalogue';
import { systemActor } from '~/domain/access/system-actor';
import { ALREADY_DONE } from '~/domain/audit/use-case';
import type { ProviderName } from '~/domain/payments/payment.rules';
import { loadEnv } from '~/platform/env';
import { alipayProvider } from '~/platform/payments/alipay';
import { wechatpayProvider } from '~/platform/payments/wechatpay';
import { AlipayServer } from './alipay-server';
import { WechatpayServer } from './wechatpay-server';

const ORIGIN = 'http://care.example.test';

/** Both providers stand in for the calling test file, and the product of this process is set up for them. */
export function useProvidersHere(): { alipay: AlipayServer; wechatpay: WechatpayServer } {
  const servers = { alipay: new AlipayServer(), wechatpay: new WechatpayServer() };
  beforeAll(async () => {
    await Promise.all([servers.alipay.start(), servers.wechatpay.start()]);
    const { alipay, wechatpay } = loadEnv({ ...servers.alipay.settings, ...servers.wechatpay.settings });
    if (!alipay || !wechatpay) throw new Error('settings do not hold');
    // The place where the process keeps what it reads from its settings.
    (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('wellspring.payment-providers')] = new Map([
      ['alipay', alipayProvider(alipay, ORIGIN)],
      ['wechatpay', wechatpayProvider(wechatpay, ORIGIN)],
    ] as const);
  });
  afterAll(() => Promise.all([servers.alipay.stop(), servers.wechatpay.stop()]));
  return servers;
}

/** What a notice says otherwise than the provider would by itself. */
export interface Said {
  readonly eventId?: string;
  readonly fen?: bigint;
  readonly currency?: string;
  readonly transactionId?: string;
}

/** A notice of a provider about an order, as it comes over the network. */
export function noticeOf(
  servers: ReturnType<typeof useProvidersHere>,
  provider: ProviderName,
  number: string,
  { eventId = randomUUID(), fen, currency, transactionId }: Said = {},
): { headers: Headers; body: string } {
  if (provider === 'alipay') {
    const body = servers.alipay.notice(number, {
      notify_id: eventId,
      ...(fen !== undefined && { total_amount: (Number(fen) / 100).toFixed(2) }),
      ...(currency && { trans_currency: currency }),
      ...(transactionId && { trade_no: transactionId }),
    });
    return { headers: new Headers(), body };
  }
  const trade = servers.wechatpay.trades.all.get(number);
  const { headers, body } = servers.wechatpay.notice(number, {
    id: eventId,
    changes: {
      trade_state: 'SUCCESS',
      amount: { total: Number(fen ?? trade?.fen ?? 0n), currency: currency ?? 'CNY' },
      ...(transactionId && { transaction_id: transactionId }),
    },
  });
  return { headers: new Headers(headers), body };
}

/** Jobs that are not about payments, left lying. */
const OURS =
  /^(payments[.]|fees[.](take-online-payment|undo-payout)$|donations[.](take-online-gift|undo-return)$|receipts[.](issue-receipt|ask-fiscal|run-batch|send-receipt)$)/;

/**
 * Runs the jobs that were published, and those that they publish, as a worker would; each of them twice, as may happen to
 * any job. Gives the names of those that failed.
 */
export async function runJobs(sql: postgres.Sql): Promise<string[]> {
  const failed: string[] = [];
  for (;;) {
    const messages = await sql<
      { tenant_id: string; job: string; job_key: string; payload: unknown; id: string }[]
    >`
      update outbox set dispatched_at = now() where dispatched_at is null and job ~ ${OURS.source}
      returning tenant_id, job, job_key, payload, id`;
    if (messages.length === 0) return failed;
    for (const { tenant_id: tenantId, job: name, job_key: key, payload } of messages) {
      const job = catalogue.find((one) => one.name === name);
      for (const round of [1, 2]) {
        const actor = {
          ...systemActor(tenantId, name, 'test'),
          effect: { job: name, key: jobEffectKey(name, key) },
        };
        const run = { actor, progress: async () => undefined, signal: new AbortController().signal };
        try {
          const result = await job?.perform(payload, run);
          const before = result && !result.ok && result.refusals[0]?.code === ALREADY_DONE;
          if (!result?.ok && !before) failed.push(`${name} ${JSON.stringify(result)}`);
        } catch (error) {
          failed.push(`${name} ${round} ${error instanceof Error ? error.message : error}`);
        }
      }
    }
  }
}
