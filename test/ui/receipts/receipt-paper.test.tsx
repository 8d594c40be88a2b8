import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import type { WholeReceipt } from '~/domain/receipts/list-receipts';
import { receiptPaper } from '~/papers/receipt-paper.server';
import { inLocale } from '~/platform/i18n/locale.server';
import { checkedPaper } from '~/ui/receipts/paper-fields';
import { VerifiedReceipt } from '~/ui/receipts/verified-receipt';
import { rendered } from '../../domain/kit/rendered';
import { qrOnPaper, stampCovers } from '../../pdf-picture';
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
    ])
      expect(text).toContain(stated);
    expect(text.replace(/\s/g, '')).toContain('不替代电子票据原件');
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

const reversedOn = { voidedOn: plainDate('2026-11-24') };
const money: WholeReceipt = {
  ...receipt,
  giftKind: 'money',
  payerName: '演示公司',
  payeeCreditCode: '52370304M000100Y43',
  lines: [
    {
      itemCode: 'care-beds',
      itemName: '照护床位与护理用品',
      unit: '',
      quantity: 1,
      standardFen: 140_950n,
      amountFen: 140_950n,
    },
  ],
};
const goods: WholeReceipt = { ...receipt, payerName: '演示公司' };
const kinds = [
  ['own, of money', money],
  ['own, of goods', goods],
  ['own, void', { ...money, ...reversedOn }],
  ['fiscal', { ...fiscal, otherInformation: '演示说明' }],
  ['fiscal, reversed', { ...fiscal, ...reversedOn }],
] as const;

describe('the page where a paper is checked', () => {
  const bare = (text: string) => text.replace(/\s/g, '');
  /** The texts of a page's facts and tables: what each is called, and what it is. */
  const stated = (html: string): string[] =>
    [...html.matchAll(/<(dt|dd|th|td)\b[^>]*>(.*?)<\/\1>/g)]
      .map(([, , inner = '']) => bare(inner.replace(/<[^>]*>/g, '').replaceAll('&#x27;', "'")))
      .filter((text) => text !== '');

  const dressWords = {
    'zh-CN': ['扫码核验', '感谢您的捐赠', '1 / 1'],
    en: ['Scan to check', 'Thank you for your gift', '1 / 1'],
  };
  const endWords = { 'zh-CN': ['2026年11月24日'], en: ['24Nov2026'] };

  it.each(kinds)(
    '%s: states what stands on the paper, all of it and no more, in both languages',
    async (_, one) => {
      for (const locale of ['zh-CN', 'en'] as const) {
        const checked = inLocale(locale, () => checkedPaper({ ...one, replaced: false }));
        const page = stated(rendered(<VerifiedReceipt checked={checked} demo={false} />, { locale }));
        const whole = bare(await textOf(inLocale(locale, () => receiptPaper(one, { demo: false }))));
        expect(page.length).toBeGreaterThan(25);
        for (const text of page) expect(whole).toContain(text);
        // What the paper says beyond it is its dress: headline, number once more, note, foot, and that it ended.
        const { title, mark, note } = checked.paper;
        const number = one.kind === 'fiscal_receipt' ? '370501260000000123' : 'YQ2026-000007';
        const dress = [title, mark ?? '', note, number, ...dressWords[locale]].map(bare);
        const ends = one.voidedOn === null ? [] : [...endWords[locale], ...endWords[locale]];
        let left = whole;
        for (const text of [...dress, ...ends, ...page.sort((a, b) => b.length - a.length)]) {
          expect(left).toContain(text);
          left = left.replace(text, '');
        }
        expect(left.replace(/作废|冲红|VOID|REVERSED/g, '')).toBe('');
      }
    },
  );

  it('is sent nothing but these words: not the serial that a bill has in our register', () => {
    const sent = JSON.stringify(checkedPaper({ ...fiscal, replaced: true }));
    for (const kept of ['YQ', 'giftId', '2026年11月20日', '物资', id]) expect(sent).not.toContain(kept);
    expect(sent).toContain('收款人');
    expect(sent).not.toContain('["经办人"');
  });
});

describe('the stamp of a paper that holds no more', () => {
  it.each([
    ['void', { ...receipt, ...reversedOn }],
    ['reversed', { ...fiscal, ...reversedOn }],
  ] as const)(
    '%s: covers no other text, in both languages, and the code is read beside it',
    async (_, one) => {
      for (const locale of ['zh-CN', 'en'] as const) {
        const [ended, valid] = await Promise.all(
          [one, { ...one, voidedOn: null }].map((each) =>
            inLocale(locale, () => receiptPaper(each, { demo: false })),
          ),
        );
        if (!ended || !valid) throw new Error('No paper');
        expect(await qrOnPaper(ended)).toMatch(/\/verify\/0123456789ABCDEF$/);
        expect(await stampCovers(ended, valid)).toBe(0);
      }
    },
  );
});
