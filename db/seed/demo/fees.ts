import { systemActor } from '~/domain/access/system-actor';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { approveLeaveRule } from '~/domain/fees/approve-leave-rule';
import { approveTariff } from '~/domain/fees/approve-tariff';
import { billResidents } from '~/domain/fees/bill-residents';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { listInvoices } from '~/domain/fees/list-invoices';
import { listLeaveRules } from '~/domain/fees/list-leave-rules';
import { listPayments } from '~/domain/fees/list-payments';
import { listTariffs } from '~/domain/fees/list-tariffs';
import { matchBankLines } from '~/domain/fees/match-bank-lines';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { proposeLeaveRule } from '~/domain/fees/propose-leave-rule';
import { proposeTariff } from '~/domain/fees/propose-tariff';
import { recordPayment } from '~/domain/fees/record-payment';
import { runMonth } from '~/domain/fees/run-month';
import { yuanText } from '~/domain/kernel/money';
import { dateOf, monthOf } from '~/domain/kernel/plain-date';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import type { CareTier } from '~/domain/standards/standard.rules';
import { listStays } from '~/domain/stays/list-stays';
import { type Demo, must } from './demo';
import { DEMO_IN_FORCE } from './standards';

/** Invented fees, inside the bands that the invented standards make. */
export const demoFees: Readonly<Record<CareTier, bigint>> = {
  independent: 200_000n,
  partial: 260_000n,
  total: 350_000n,
};

async function seedTariffs(demo: Demo): Promise<void> {
  const known = new Set((await listTariffs(demo.as('lead'), {})).map(({ grade }) => grade));
  for (const [grade, monthlyFeeFen] of Object.entries(demoFees)) {
    if (known.has(grade)) continue;
    const proposal = { grade, monthlyFeeFen, effectiveFrom: DEMO_IN_FORCE, note: '演示数据' };
    const { id } = must(await proposeTariff(demo.as('finance'), proposal));
    must(await approveTariff(demo.as('lead'), { tariffId: id }));
  }
}

/** Invented rules of what days away cost, and an arrangement with another payer. */
async function seedRules(demo: Demo): Promise<void> {
  const [finance, lead] = [demo.as('finance'), demo.as('lead')];
  if ((await listLeaveRules(lead, {})).length > 0) return;
  for (const [kind, bands] of [
    [
      'home',
      [
        { fromDay: 1, percent: 100 },
        { fromDay: 4, percent: 60 },
      ],
    ],
    [
      'hospital',
      [
        { fromDay: 1, percent: 100 },
        { fromDay: 4, percent: 60 },
        { fromDay: 31, percent: 40 },
      ],
    ],
  ] as const) {
    const rule = { kind, bands: [...bands], effectiveFrom: DEMO_IN_FORCE, source: '入住合同（演示数据）' };
    must(await approveLeaveRule(lead, { ruleId: must(await proposeLeaveRule(finance, rule)).id }));
  }
  if (!demo.main) return;
  const { rows } = await listStays(finance, { on: dateOf(new Date()), name: '苏玉兰' });
  const [stay] = rows;
  if (!stay) return;
  const arrangement = {
    personId: stay.personId,
    payer: 'public-support',
    monthlyFen: '1350',
    fromOn: DEMO_IN_FORCE,
    source: '特困供养资金（演示数据）',
  } as const;
  const { id } = must(await proposeArrangement(finance, arrangement));
  must(await approveArrangement(lead, { arrangementId: id }));
}

/** Bills of the two months before this one, batch by batch as the worker makes them. */
async function seedBills(demo: Demo): Promise<void> {
  const finance = demo.as('finance');
  for (const month of monthsBefore(monthOf(dateOf(new Date())), 2).reverse()) {
    const { runId } = must(await runMonth(finance, { month }));
    for (let batch = 0; ; batch++) {
      if (must(await billResidents(finance, { runId, batch })).finished) break;
    }
  }
}

/** A reference as somebody writes it who is in a hurry. */
const oneDigitOff = (reference: string): string =>
  reference.slice(0, -2) + ((Number(reference.at(-2)) + 1) % 10) + reference.slice(-1);

/** One bill paid in cash, one by transfer with its reference, and a bank statement of which some lines wait for a person. */
async function seedPayments(demo: Demo): Promise<void> {
  const finance = demo.as('finance');
  const { rows: bills } = await listInvoices(finance, {});
  const [cash, transfer, mistyped] = [...bills].reverse().filter((bill) => bill.openFen > 0n);
  if (!cash || (await listPayments(finance, { limit: 1 })).rows.length > 0) return;
  const receivedOn = dateOf(new Date());
  const payerName = '家属（演示数据）';
  must(
    await recordPayment(finance, {
      invoiceId: cash.id,
      amountFen: cash.openFen,
      receivedOn,
      payerName,
      note: '演示数据',
    }),
  );

  const line = (place: number, cells: Readonly<Partial<Record<string, string>>>) => ({
    row: place + 2,
    cells: {
      交易日期: receivedOn,
      收入金额: '',
      支出金额: '',
      附言: '',
      摘要: '演示数据',
      流水号: `DEMO${place}`,
      ...cells,
    },
  });
  const rows = [
    ...(transfer
      ? [{ 收入金额: yuanText(transfer.openFen), 对方户名: payerName, 附言: `照护费 ${transfer.reference}` }]
      : []),
    ...(mistyped
      ? [
          {
            收入金额: yuanText(mistyped.openFen),
            对方户名: payerName,
            附言: `照护费 ${oneDigitOff(mistyped.reference)}`,
          },
        ]
      : []),
    { 收入金额: '1500.00', 对方户名: '未写编号的付款人（演示数据）', 附言: '照护费' },
    { 支出金额: '86.40', 对方户名: '供电公司（演示数据）' },
  ].map((cells, place) => line(place, cells));
  const { batchId } = must(
    await importBankStatement(finance, { rows, fileName: '银行对账单（演示数据）.csv', dryRun: false }),
  );
  if (batchId) must(await matchBankLines(systemActor(demo.tenant.id, 'demo-seed', 'demo-seed'), { batchId }));
}

/** Invented fees; in the first tenant also the bills of the last months and some payments. */
export async function seedFees(demo: Demo): Promise<void> {
  await seedTariffs(demo);
  await seedRules(demo);
  if (!demo.main) return;
  await seedBills(demo);
  await seedPayments(demo);
}
