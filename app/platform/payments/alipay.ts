import { AlipaySdk, type AlipaySdkCommonResult } from 'alipay-sdk';
import { parse } from 'csv-parse/sync';
import { parseYuan, yuanText } from '~/domain/kernel/money';
import { decodeText } from '../spreadsheet/read-csv';
import { unpackZip } from '../spreadsheet/unpack-xlsx';
import {
  type BillLine,
  beijingInstant,
  beijingText,
  type Notice,
  NoticeRefused,
  type OrderState,
  type PaymentProvider,
  ProviderProblem,
  type RefundState,
  type Taken,
} from './port';
import type { AlipaySettings } from './settings';

const TIMEOUT_MS = 10_000;
const BILL_LIMIT_BYTES = 50 * 1024 * 1024;

/** Refusals of a refund that no later asking changes. */
const REFUND_FAILED = new Set([
  'TRADE_HAS_FINISHED',
  'TRADE_NOT_EXIST',
  'TRADE_STATUS_ERROR',
  'REFUND_AMT_NOT_EQUAL_TOTAL',
  'REASON_TRADE_REFUND_FEE_ERR',
  'BUYER_NOT_EXIST',
  'ENTERPRISE_PAY_BIZ_ERROR',
]);

const products = {
  desk: { method: 'alipay.trade.page.pay', code: 'FAST_INSTANT_TRADE_PAY' },
  phone: { method: 'alipay.trade.wap.pay', code: 'QUICK_WAP_WAY' },
} as const;

/** Alipay's open platform (RSA2, public-key mode), by its own library. `origin` is ours, for notices and the way back. */
export function alipayProvider(settings: AlipaySettings, origin: string): PaymentProvider {
  const sdk = new AlipaySdk({
    appId: settings.appId,
    privateKey: settings.privateKey,
    keyType: 'PKCS8',
    alipayPublicKey: settings.publicKey,
    gateway: settings.gateway,
    timeout: TIMEOUT_MS,
  });
  const notifyUrl = `${origin}/hooks/alipay`;

  /** Asks, and checks that Alipay itself answers. */
  async function ask(method: string, bizContent: Record<string, unknown>, more: object = {}) {
    try {
      const timestamp = beijingText(new Date());
      return await sdk.exec(method, { timestamp, ...more, bizContent }, { validateSign: true });
    } catch (cause) {
      throw new ProviderProblem('alipay', 'NO_ANSWER', { cause });
    }
  }
  const problem = (answer: AlipaySdkCommonResult) => new ProviderProblem('alipay', codeOf(answer));

  return {
    name: 'alipay',
    district: settings.district,
    accepted: { status: 200, type: 'text/plain; charset=utf-8', body: 'success' },
    refused: { status: 400, type: 'text/plain; charset=utf-8', body: 'fail' },
    failed: { status: 500, type: 'text/plain; charset=utf-8', body: 'fail' },

    async create({ number, way, description, amountFen, expiresAt, returnPath }) {
      const content = {
        out_trade_no: number,
        total_amount: yuanText(amountFen),
        subject: description,
        time_expire: beijingText(expiresAt),
      };
      if (way === 'code') {
        const answer = await ask('alipay.trade.precreate', content, { notifyUrl });
        if (answer.code !== '10000' || !answer.qrCode) throw problem(answer);
        return { kind: 'code', text: String(answer.qrCode) };
      }
      const { method, code } = products[way];
      const returnUrl = origin + returnPath;
      const quit = way === 'phone' ? { quit_url: returnUrl } : {};
      const link = sdk.pageExecute(method, 'GET', {
        notifyUrl,
        returnUrl,
        timestamp: beijingText(new Date()),
        bizContent: { ...content, ...quit, product_code: code },
      });
      return { kind: 'link', text: link };
    },

    async query(orderNumber) {
      const answer = await ask('alipay.trade.query', { out_trade_no: orderNumber });
      if (answer.code !== '10000') {
        if (codeOf(answer) === 'TRADE_NOT_EXIST') return { state: 'unknown' };
        throw problem(answer);
      }
      return stateOf(answer);
    },

    async close(orderNumber) {
      const answer = await ask('alipay.trade.close', { out_trade_no: orderNumber });
      if (answer.code === '10000' || codeOf(answer) === 'TRADE_NOT_EXIST') return 'closed';
      if (codeOf(answer) !== 'TRADE_STATUS_ERROR') throw problem(answer);
      // Not in a state to be closed: paid, or closed already.
      const state = stateOf(await ask('alipay.trade.query', { out_trade_no: orderNumber }));
      return state.state === 'paid' ? 'paid' : 'closed';
    },

    async refund({ orderNumber, number, amountFen, reason }) {
      const answer = await ask('alipay.trade.refund', {
        out_trade_no: orderNumber,
        out_request_no: number,
        refund_amount: yuanText(amountFen),
        refund_reason: reason,
      });
      if (answer.code === '10000')
        return answer.fundChange === 'Y' ? { state: 'done' } : this.queryRefund({ orderNumber, number });
      const code = codeOf(answer);
      if (REFUND_FAILED.has(code)) return { state: 'failed', code };
      throw problem(answer);
    },

    async queryRefund({ orderNumber, number }): Promise<RefundState> {
      const answer = await ask('alipay.trade.fastpay.refund.query', {
        out_trade_no: orderNumber,
        out_request_no: number,
      });
      if (answer.code !== '10000') {
        if (codeOf(answer) === 'TRADE_NOT_EXIST') return { state: 'unknown' };
        throw problem(answer);
      }
      if (answer.refundStatus === 'REFUND_SUCCESS') return { state: 'done' };
      // Without a status the refund was never asked for, or is on its way.
      return { state: answer.outRequestNo ? 'pending' : 'unknown' };
    },

    readNotice(_headers, body) {
      const said: Record<string, string> = Object.fromEntries(new URLSearchParams(body));
      if (!said.sign || !said.notify_id || !said.out_trade_no) throw new NoticeRefused('form');
      if (said.sign_type !== 'RSA2' || !signed(said)) throw new NoticeRefused('signature');
      if (said.app_id !== settings.appId || said.seller_id !== settings.sellerId)
        throw new NoticeRefused('receiver');
      return noticeOf(said);
    },

    async bill(day) {
      const answer = await ask('alipay.data.dataservice.bill.downloadurl.query', {
        bill_type: 'trade',
        bill_date: day,
      });
      if (answer.code !== '10000') {
        // A day on which nothing was traded has no bill.
        if (/bill_not_exist/i.test(String(answer.subCode))) return [];
        throw problem(answer);
      }
      return billLines(await download(String(answer.billDownloadUrl)));
    },
  };

  function signed(said: Record<string, string>): boolean {
    try {
      return sdk.checkNotifySignV2(said);
    } catch {
      return false;
    }
  }
}

/** Why Alipay did not do it, without the part that names its acquiring. */
const codeOf = ({ subCode, code }: AlipaySdkCommonResult): string =>
  String(subCode ?? code).replace(/^ACQ[.]/, '');

/** Yuan as Alipay writes them, in fen. */
function fenOf(text: unknown): bigint {
  const fen = parseYuan(String(text ?? ''));
  if (fen === undefined) throw new ProviderProblem('alipay', 'AMOUNT_FORM');
  return fen;
}

function instantOf(text: unknown): Date {
  const instant = beijingInstant(String(text ?? ''));
  if (!instant) throw new ProviderProblem('alipay', 'TIME_FORM');
  return instant;
}

function stateOf(answer: AlipaySdkCommonResult): OrderState {
  const { tradeStatus, sendPayDate } = answer;
  // A trade that was paid and went back as a whole is closed too, and keeps the day it was paid on.
  const paid =
    tradeStatus === 'TRADE_SUCCESS' ||
    tradeStatus === 'TRADE_FINISHED' ||
    (tradeStatus === 'TRADE_CLOSED' && sendPayDate);
  if (!paid) return { state: tradeStatus === 'TRADE_CLOSED' ? 'closed' : 'open' };
  return {
    state: 'paid',
    transactionId: String(answer.tradeNo),
    amountFen: fenOf(answer.totalAmount),
    currency: String(answer.transCurrency ?? 'CNY'),
    at: instantOf(sendPayDate),
  };
}

function noticeOf(said: Record<string, string>): Notice {
  const head = { eventId: said.notify_id ?? '', orderNumber: said.out_trade_no ?? '' };
  const status = said.trade_status;
  if (said.gmt_refund || fenOrZero(said.refund_fee) > 0n)
    return { ...head, kind: 'refund', refundNumber: said.out_biz_no };
  if (status === 'TRADE_SUCCESS' || status === 'TRADE_FINISHED') {
    const amountFen = parseYuan(said.total_amount ?? '');
    const at = beijingInstant(said.gmt_payment);
    if (amountFen === undefined || !at || !said.trade_no) throw new NoticeRefused('form');
    const taken: Taken = {
      transactionId: said.trade_no,
      amountFen,
      currency: said.trans_currency ?? 'CNY',
      at,
    };
    return { ...head, kind: 'paid', taken };
  }
  return { ...head, kind: status === 'TRADE_CLOSED' ? 'closed' : 'other' };
}

const fenOrZero = (text: string | undefined): bigint => parseYuan(text ?? '') ?? 0n;

async function download(url: string): Promise<Buffer> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (cause) {
    throw new ProviderProblem('alipay', 'BILL_DOWNLOAD', { cause });
  }
}

/** Lines of the bill: the one CSV of the archive that lists trades, between comment lines, in GB18030. */
export function billLines(archive: Buffer): BillLine[] {
  for (const { content } of unpackZip(archive, /[.]csv$/i, BILL_LIMIT_BYTES)) {
    const rows: string[][] = parse(decodeText(content), { relax_column_count: true, skip_empty_lines: true });
    const cells = rows.map((row) => row.map((cell) => cell.trim()));
    const start = cells.findIndex((row) => row.includes('商户订单号') && row.includes('业务类型'));
    if (start < 0) continue;
    const heading = cells[start] ?? [];
    const at = (row: readonly string[], name: string) => row[heading.indexOf(name)] ?? '';
    return cells.slice(start + 1).flatMap((row): BillLine[] => {
      if (row[0]?.startsWith('#')) return [];
      const orderNumber = at(row, '商户订单号');
      const transactionId = at(row, '支付宝交易号');
      const amountFen = fenOf(at(row, '订单金额（元）'));
      const kind = at(row, '业务类型');
      if (kind === '交易')
        return [
          {
            kind: 'paid',
            orderNumber,
            transactionId,
            amountFen,
            currency: 'CNY',
            at: instantOf(at(row, '完成时间')),
          },
        ];
      if (kind !== '退款') return [];
      const refundNumber = at(row, '退款批次号/请求号');
      return [
        {
          kind: 'refund',
          orderNumber,
          transactionId,
          refundNumber,
          amountFen: amountFen < 0n ? -amountFen : amountFen,
        },
      ];
    });
  }
  throw new ProviderProblem('alipay', 'BILL_FORM');
}
