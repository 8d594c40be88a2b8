import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import type { WholeReceipt } from '~/domain/receipts/list-receipts';
import { receiptPaper } from '~/papers/receipt-paper.server';
import { inLocale } from '~/platform/i18n/locale.server';
import { qrOnPaper } from '../../pdf-picture';
import { pdfText } from '../../pdf-text';

const id = '01900000-0000-7000-8000-000000000001';

const receipt: WholeReceipt = {
  id,
  giftId: id,
  entityId: id,
  kind: 'donation_acknowledgement',
  prefix: 'YQ',
  year: 2026,
  number: 7,
  verificationCode: '0123456789ABCDEF',
  issuedOn: plainDate('2026-11-23'),
  receivedOn: plainDate('2026-11-20'),
  fiscalCode: null,
  fiscalNumber: null,
  fiscalCheckCode: null,
  supervisionSeal: null,
  reversalAskedAt: null,
  redCode: null,
  redNumber: null,
  redCheckCode: null,
  payerName: '#panic() *演示*公司',
  payerCreditCode: '91350100M000100Y43',
  payeeName: '演示慈善总会',
  payeeCreditCode: null,
  giftKind: 'goods',
  purposeName: '照护床位与护理用品',
  amountFen: 140_950n,
  remarks: '',
  otherInformation: '',
  handler: '演示经办人',
  reviewer: null,
  voidedOn: null,
  voidReason: null,
  voidedBy: null,
  replacesId: id,
  replacesYear: 2026,
  replacesNumber: 3,
  replacesFiscalCode: null,
  replacesFiscalNumber: null,
  replacedByFiscalCode: null,
  replacedByFiscalNumber: null,
  replacedById: null,
  replacedByYear: null,
  replacedByNumber: null,
  lines: [
    {
      itemCode: 'care-beds',
      itemName: '棉被',
      unit: '床',
      quantity: 10,
      standardFen: 12_000n,
      amountFen: 120_000n,
    },
    {
      itemCode: 'care-beds',
      itemName: '毛巾',
      unit: '条',
      quantity: 3,
      standardFen: null,
      amountFen: 20_950n,
    },
  ],
};

const textOf = async (paper: Promise<Buffer>) => pdfText(await paper);

describe('the paper of a receipt', () => {
  it('states number, date, donor, kind and quantity, amount both ways, purpose, receiver, handler (慈善法 Art. 38)', async () => {
    const text = await textOf(receiptPaper(receipt, { demo: false }));
    for (const stated of [
      'YQ2026-000007',
      '2026年11月23日',
      '2026年11月20日',
      '91350100M000100Y43',
      '¥1,409.50',
      '人民币壹仟肆佰零玖元伍角整',
      '照护床位与护理用品',
      '演示慈善总会',
      '演示经办人',
      '棉被',
      '¥120.00',
      'YQ2026-000003',
      '0123 4567 89AB CDEF',
    ]) {
      expect(text).toContain(stated);
    }
  });

  it('says in plain sight that it is no tax document', async () => {
    expect(await textOf(receiptPaper(receipt, { demo: false }))).toContain('非税务凭证');
    const english = inLocale('en', () => receiptPaper(receipt, { demo: false }));
    expect(await textOf(english)).toContain('Not a tax document');
  });

  it('takes what people typed as text, whatever it looks like', async () => {
    const text = await textOf(receiptPaper(receipt, { demo: false }));
    expect(text.replace(/\s/g, '')).toContain('#panic()*演示*公司');
  });

  it('says when it was voided and when its data are invented, and only then', async () => {
    const valid = await textOf(receiptPaper(receipt, { demo: false }));
    expect(valid).not.toMatch(/作废\s|演示数据/);
    const voided = { ...receipt, voidedOn: plainDate('2026-11-24') };
    expect(await textOf(receiptPaper(voided, { demo: false }))).toContain('2026年11月24日 作废');
    expect(await textOf(receiptPaper(receipt, { demo: true }))).toContain('演示数据');
  });

  it('says in whose place it came: of one that was voided, or of a bill that was reversed', async () => {
    expect(await textOf(receiptPaper(receipt, { demo: false }))).toMatch(/代替已作废的\s*YQ2026-000003/);
    const anew = { ...fiscal, replacesFiscalCode: '37050126', replacesFiscalNumber: '0000000122' };
    expect(await textOf(receiptPaper(anew, { demo: false }))).toMatch(/代替已冲红的\s*37050126 0000000122/);
  });

  it('a gift that nobody put a name to says so', async () => {
    const unnamed = { ...receipt, payerName: null, payerCreditCode: null };
    expect(await textOf(receiptPaper(unnamed, { demo: false }))).toContain('未具名捐赠人');
  });

  it('its QR code leads to the page for checking, read from the picture, also across a stamp', async () => {
    const voided = { ...receipt, voidedOn: plainDate('2026-11-24') };
    for (const one of [receipt, voided, fiscal])
      expect(await qrOnPaper(await receiptPaper(one, { demo: true }))).toMatch(/\/verify\/0123456789ABCDEF$/);
  });
});

const fiscal: WholeReceipt = {
  ...receipt,
  kind: 'fiscal_receipt',
  fiscalCode: '37050126',
  fiscalNumber: '0000000123',
  fiscalCheckCode: 'a1B2c3',
  supervisionSeal: '演示监制章',
  reviewer: '演示复核人',
  remarks: '照护床位与护理用品',
  payerName: '演示公司',
  replacesFiscalCode: '37050126',
  replacesFiscalNumber: '0000000120',
};

describe('the paper of a bill of the fiscal system', () => {
  it('has every field of the form (财综〔2024〕1号 Art. 6), and says where the original is', async () => {
    const text = await textOf(receiptPaper(fiscal, { demo: false }));
    for (const stated of [
      '公益事业捐赠票据',
      '37050126',
      '0000000123',
      'a1B2c3',
      '2026年11月23日',
      '91350100M000100Y43',
      '演示公司',
      'care-beds',
      '棉被',
      '¥120.00',
      '¥1,409.50',
      '人民币壹仟肆佰零玖元伍角整',
      '演示慈善总会',
      '演示复核人',
      '演示经办人',
      '演示监制章',
      '37050126 0000000120',
      '不替代电子票据原件',
    ])
      expect(text).toContain(stated);
    expect(text).not.toContain('非税务凭证');
    expect(text).not.toContain('YQ2026-000007');
  });

  it('says when it was reversed, in both languages', async () => {
    const reversed = { ...fiscal, voidedOn: plainDate('2026-11-24') };
    expect(await textOf(receiptPaper(reversed, { demo: false }))).toContain('2026年11月24日 冲红');
    const english = inLocale('en', () => receiptPaper(reversed, { demo: false }));
    expect(await textOf(english)).toContain('REVERSED');
  });
});
