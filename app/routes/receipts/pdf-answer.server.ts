import type { WholeReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { receiptPaper } from '~/papers/receipt-paper.server';

/** A paper as an answer to a browser; `name` without ending, of letters and digits. */
export const pdfAnswer = (pdf: Buffer, name: string): Response =>
  new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${name}.pdf"`,
    },
  });

/** The paper of a receipt as an answer to a browser. */
export const receiptPdf = async (receipt: WholeReceipt, { demo }: { demo: boolean }): Promise<Response> =>
  pdfAnswer(await receiptPaper(receipt, { demo }), receiptNumber(receipt).replace(' ', '-'));
