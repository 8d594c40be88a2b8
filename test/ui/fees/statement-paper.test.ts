import { describe, expect, it } from 'vitest';
import type { Statement } from '~/domain/fees/find-statement';
import { plainDate } from '~/domain/kernel/plain-date';
import { inLocale } from '~/platform/i18n/locale.server';
import { statementPdf } from '~/routes/fees/statement-paper.server';
import { pdfText } from '../../pdf-text';

const id = '01900000-0000-7000-8000-000000000001';
const day = plainDate;

/** November at 2,650.00 a month for 15 days and 3,500.00 for the rest, with eleven days of October put right. */
const statement: Statement = {
  id,
  year: 2026,
  serial: 123,
  number: '2026-000123',
  reference: 'F260001238',
  personId: id,
  personName: '#panic() *李*演示',
  month: '2026-11',
  amountFen: 210_157n,
  openFen: 110_157n,
  issuedOn: day('2026-12-01'),
  dueOn: day('2026-12-16'),
  entryId: id,
  state: 'part',
  groups: [
    {
      month: '2026-11',
      corrected: false,
      scaleCode: 'tekun-six',
      grade: 'partial',
      monthlyFeeFen: 265_000n,
      absence: null,
      permille: 1000,
      days: 15,
      from: day('2026-11-01'),
      last: day('2026-11-15'),
      amountFen: 132_505n,
    },
    {
      month: '2026-11',
      corrected: false,
      scaleCode: 'tekun-six',
      grade: 'total',
      monthlyFeeFen: 350_000n,
      absence: null,
      permille: 1000,
      days: 15,
      from: day('2026-11-16'),
      last: day('2026-11-30'),
      amountFen: 174_995n,
    },
    {
      month: '2026-10',
      corrected: true,
      scaleCode: 'tekun-six',
      grade: 'partial',
      monthlyFeeFen: 265_000n,
      absence: null,
      permille: 1000,
      days: 11,
      from: day('2026-10-21'),
      last: day('2026-10-31'),
      amountFen: -97_343n,
    },
  ],
  chargedFen: 210_157n,
  shares: [{ payer: 'resident', chargedFen: 210_157n, carriedFen: 0n, amountFen: 210_157n }],
  payments: [
    {
      id,
      personId: id,
      personName: '李演示',
      invoiceId: id,
      invoiceNumber: '2026-000123',
      method: 'cash',
      amountFen: 100_000n,
      receivedOn: day('2026-12-01'),
      payerName: '家属（演示数据）',
      note: null,
      bankLineId: null,
      entryId: id,
      recordedAt: new Date('2026-12-01T02:00:00Z'),
      recordedByName: '钱文静',
      reversedAt: null,
      reversedByName: null,
      orderId: null,
      reviewId: null,
      reversalReason: null,
    },
  ],
  balanceFen: 110_157n,
  asOf: day('2026-12-02'),
};

const tenant = {
  name: '博山区民政局（演示数据）',
  nameEn: 'Boshan District Civil Affairs Bureau (demo data)',
  demo: true,
};
const paper = async (locale: 'zh-CN' | 'en') => {
  const response = await inLocale(locale, () => statementPdf(statement, { tenant, viewer: '钱文静' }));
  expect(response.headers.get('content-type')).toBe('application/pdf');
  const bytes = Buffer.from(await response.arrayBuffer());
  return (await pdfText(bytes)).replace(/\s+/g, '');
};

describe('the statement on paper', () => {
  it('reads in Chinese: whose, which days at which grade, the sum in capitals, what is owed and how to pay', async () => {
    const text = await paper('zh-CN');
    for (const said of [
      '照护服务费账单',
      '2026年11月',
      '11月1日至11月15日',
      '半护理',
      '全护理',
      '¥1,325.05',
      '更正2026年10月账单',
      '-¥973.43',
      '¥2,101.57',
      '贰仟壹佰零壹元伍角柒分',
      'F260001238',
      '账户应缴¥1,101.57',
      '打印人钱文静',
      '演示数据',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('reads in English too, and what people typed stays text', async () => {
    const text = await paper('en');
    for (const said of [
      'Statementofcarefees',
      'Nov2026',
      '1Novto15Nov',
      'Partlydependent',
      '¥2,101.57',
      'Theaccountowes¥1,101.57',
      '#panic()*李*演示',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('元伍角');
  });
});
