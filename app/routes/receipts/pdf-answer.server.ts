import type { WholeReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import type { YearStatement } from '~/domain/receipts/year-statement';
import { receiptPaper } from '~/papers/receipt-paper.server';
import { yearStatementPaper } from '~/papers/year-statement.server';
import { named } from '~/ui/donations/labels';

/** A paper as an answer to a browser; `name` without ending, of letters and digits. */
const pdfAnswer = (pdf: Buffer, name: string): Response =>
  new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${name}.pdf"`,
    },
  });

/** The paper of a receipt as an answer to a browser. */
export const receiptPdf = async (receipt: WholeReceipt, { demo }: { demo: boolean }): Promise<Response> =>
  pdfAnswer(await receiptPaper(receipt, { demo }), receiptNumber(receipt).replace(' ', '-'));

/** The paper of a donor's year; its name says the year alone, because names of people stand in no address. */
export const yearStatementPdf = async (
  statement: YearStatement,
  { demo, name, nameEn }: { demo: boolean; name: string; nameEn: string },
): Promise<Response> =>
  pdfAnswer(
    await yearStatementPaper(statement, { demo, office: named({ name, nameEn }) }),
    `gifts-${statement.year}`,
  );
