import { describe, expect, it } from 'vitest';
import { must } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { billResidentsJob } from '#jobs/fees/bill-residents';
import { takeOnlinePaymentJob } from '#jobs/fees/take-online-payment';
import { expireOrdersJob } from '#jobs/payments/expire-orders';
import { settleOrderJob } from '#jobs/payments/settle-order';
import { everyMinutes } from '#jobs/recurring';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { findAccount } from '~/domain/fees/find-account';
import { listInvoices } from '~/domain/fees/list-invoices';
import { listPayments } from '~/domain/fees/list-payments';
import { payBill } from '~/domain/fees/pay-bill';
import { dateOf, monthOf } from '~/domain/kernel/plain-date';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { prepareOrder } from '~/domain/payments/prepare-order';
import { receiveNotice } from '~/domain/payments/receive-notice';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';
import { useProvidersHere } from '../payments/here';
import { backends, eventually, useBackend } from './backends';

describe.each(backends)('online payments on %s', (backend) => {
  const on = useBackend(backend);
  const servers = useProvidersHere();

  it('are recorded once: told ten times by notices, or never and found when the order is over', async () => {
    const [tenant] = on.tenants;
    const system = on.actor();
    await loadReference(system, '370304');
    const month = monthsBefore(monthOf(dateOf(new Date())), 1)[0] ?? '';
    const people = { proposer: system, approver: { ...system, name: 'approver' } };
    await putInForce(people, standardSet('2020-01-01'));
    await putTariffsInForce(people, '2020-01-01');
    const stayed = { from: `${month}-01`, grades: [{ grade: 'partial', from: `${month}-01` } as const] };
    const residents = await insertResidents(on.sql(), tenant, [stayed, stayed]);
    await billMonth(system, month);
    const numbers: string[] = [];
    // The second order was made hours ago, so that its time is over.
    const orderers = [system, { ...system, at: new Date(Date.now() - 3 * 3_600_000) }];
    for (const [index, { personId }] of residents.entries()) {
      const orderer = orderers[index] ?? system;
      const [bill] = (await listInvoices(system, { personId })).rows;
      const invoiceId = bill?.id ?? '';
      const { orderId } = must(await payBill(orderer, { invoiceId, provider: 'alipay', way: 'code' }));
      const wanted = { orderId, returnPath: '/', clientAddress: '203.0.113.7' };
      numbers.push(must(await prepareOrder(orderer, wanted)).number);
    }
    const [told = '', lost = ''] = numbers;
    for (const number of numbers) servers.alipay.trades.pay(number);

    const jobs = [expireOrdersJob, settleOrderJob, takeOnlinePaymentJob, billResidentsJob];
    const schedule = [{ job: expireOrdersJob, rhythm: everyMinutes(1) }];
    await Promise.all([1, 2].map(() => on.start(jobs, { schedule })));
    const notices = Array.from({ length: 10 }, () => servers.alipay.notice(told));
    const answers = await Promise.all(
      notices.map((body) => receiveNotice('alipay', { headers: new Headers(), body, requestId: 'test' })),
    );
    for (const answer of answers) expect(answer?.answer.status).toBe(200);

    const payments = await eventually(
      async () => (await listPayments(system, {})).rows,
      (rows) => rows.length > 1,
      30_000,
    );
    expect(payments.map(({ note, amountFen }) => [note, amountFen]).sort()).toEqual(
      [told, lost].map((number) => [number, 260_000n]).sort(),
    );
    for (const { personId } of residents)
      expect(await findAccount(system, { personId })).toMatchObject({ balanceFen: 0n });
    expect((await trialBalance(system, {})).sumFen).toBe(0n);
    expect(await on.failures()).toEqual([]);
  });
});
