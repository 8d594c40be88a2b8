import type { WholeReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { env } from '~/platform/env';
import { qrSvg, renderPdf } from '~/platform/pdf/render-pdf';
import { formatDate } from '~/ui/kit/format';
import { paperOf } from '~/ui/receipts/paper-fields';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** A receipt as PDF, in the reader's language, with what stood in the register on the day of issue. One that no longer holds says so at the head of each sheet and in a stamp. */
export async function receiptPaper(receipt: WholeReceipt, { demo }: { demo: boolean }): Promise<Buffer> {
  const { title, mark, head, headings, rows, total, facts, note } = paperOf(receipt);
  const { voidedOn } = receipt;
  const ended = receipt.kind === 'fiscal_receipt' ? m.receipts_paper_reversed : m.receipts_paper_void;
  return renderPdf({
    template: 'receipts/receipt',
    data: {
      title,
      lang: getLocale() === 'en' ? 'en' : 'zh',
      demo: demo ? m.kit_demo_data() : null,
      // A day is not broken over two lines.
      void: voidedOn === null ? null : ended({ on: formatDate(voidedOn).replaceAll(' ', '\u00a0') }),
      mark,
      number: receiptNumber(receipt),
      head,
      headings,
      rows,
      total: [total[0], ...Array<string>(headings.length - 2).fill(''), total[1]],
      facts,
      qr: qrSvg(`${env().appOrigin}/verify/${receipt.verificationCode}`),
      verify: m.receipts_paper_verify(),
      note,
      foot: m.receipts_paper_foot(),
    },
  });
}
