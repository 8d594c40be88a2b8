import type { Fen } from '~/domain/kernel/money';
import type { PlainDate } from '~/domain/kernel/plain-date';

/** A line of a bill: 项目编码, 项目名称, 单位, 数量, 标准, 金额 (财综〔2024〕1号 Art. 6). */
export interface BillLine {
  readonly itemCode: string;
  readonly itemName: string;
  readonly unit: string;
  readonly quantity: number;
  /** Price of one unit; null when the value of all cannot be told by unit to the fen. */
  readonly standardFen: Fen | null;
  readonly amountFen: Fen;
}

/** A donation bill that the fiscal system is to issue. */
export interface BillToIssue {
  readonly kind: 'issue';
  /** The same id asks for the same bill, however often. */
  readonly requestId: string;
  readonly payerName: string;
  readonly payerCreditCode: string | null;
  readonly payeeName: string;
  readonly payeeCreditCode: string;
  /** Who took the gift: 收款人. */
  readonly handler: string;
  readonly receivedOn: PlainDate;
  readonly totalFen: Fen;
  readonly totalInCapitals: string;
  readonly remarks: string;
  readonly lines: readonly BillLine[];
}

/** A bill that the fiscal system is to take back by a red one 冲红. */
export interface BillToReverse {
  readonly kind: 'reverse';
  readonly requestId: string;
  readonly code: string;
  readonly number: string;
  readonly totalFen: Fen;
  readonly reason: string;
}

/** A bill, or a red bill, as the fiscal system issued it. */
export interface IssuedBill {
  /** 票据代码, 8 digits. */
  readonly code: string;
  /** 票据号码, 10 digits. */
  readonly number: string;
  /** 校验码, 6 signs. */
  readonly checkCode: string;
  readonly issuedOn: PlainDate;
  readonly totalFen: Fen;
  /** Words of the 监制章 that it bears, and its 复核人, where the fiscal system says them. */
  readonly supervisionSeal: string | null;
  readonly reviewer: string | null;
}

/** Where a request stands. `refused` is for good: under this id nothing was issued and nothing will be. */
export type FiscalAnswer =
  | { readonly state: 'unknown' | 'pending' }
  | { readonly state: 'refused'; readonly code: string; readonly reason: string }
  | { readonly state: 'done'; readonly bill: IssuedBill };

/** A fiscal e-bill system 财政电子票据. Both questions go over the network; asked again they change nothing. */
export interface FiscalSystem {
  /** Credit code of the unit 开票单位 whose bills it issues. */
  readonly creditCode: string;
  /** Slug of the district whose unit that is; absent: the one this installation was set up for. */
  readonly district: string | undefined;
  /** @throws FiscalProblem without an answer that can be believed */
  ask(request: BillToIssue | BillToReverse): Promise<FiscalAnswer>;
  /** How a request stands that may have been asked before. @throws FiscalProblem */
  look(requestId: string): Promise<FiscalAnswer>;
}

/** No answer, or none that can be believed. `code` is ours: NO_ANSWER, HTTP_nnn, SIGNATURE, ANSWER_FORM, ANSWER_AMOUNT. */
export class FiscalProblem extends Error {
  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`fiscal system: ${code}`, options);
    this.name = 'FiscalProblem';
  }
}
