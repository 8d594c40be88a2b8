import { createSign, createVerify, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { yuanText } from '~/domain/kernel/money';
import { type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { beijingText } from '~/platform/payments/port';
import { packStored } from '~/platform/spreadsheet/unpack-xlsx';
import { encodeGb18030 } from './gb18030';
import { bare, newPair } from './keys';
import { type Trade, Trades } from './trades';

/** Stands in for Alipay's open platform: the same questions, answers, signatures, pages and notices, with keys of its own. */
export class AlipayServer {
  readonly trades = new Trades('2026');
  readonly merchant = newPair();
  readonly own = newPair();
  readonly appId = '2021000000000001';
  readonly sellerId = '2088000000000001';
  /** Lines that the bill has beside those of the trades here. */
  readonly extraBillLines: { number: string; transactionId: string; fen: bigint; at: Date }[] = [];
  /** Numbers of orders that the bill does not have. */
  readonly leftOutOfBill = new Set<string>();
  /** Notices are lost on the way. */
  dropNotices = false;
  /** Code with which refunds are refused. */
  refuseRefunds: string | undefined;
  asked: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Settings of the product that lead here. */
  get settings(): Record<string, string> {
    return {
      ALIPAY_APP_ID: this.appId,
      ALIPAY_PRIVATE_KEY: bare(this.merchant.privateKey),
      ALIPAY_PUBLIC_KEY: bare(this.own.publicKey),
      ALIPAY_SELLER_ID: this.sellerId,
      ALIPAY_GATEWAY: `${this.origin}/gateway.do`,
    };
  }

  /** The body of a notice about a trade, signed. `changes` are made before the signature. */
  notice(number: string, changes: Record<string, string> = {}): string {
    const trade = this.trades.all.get(number) as Trade;
    const back = trade.refunds.reduce((sum, one) => sum + one.fen, 0n);
    const last = trade.refunds.at(-1);
    const said: Record<string, string> = {
      notify_time: beijingText(new Date()),
      notify_type: 'trade_status_sync',
      notify_id: randomUUID().replaceAll('-', ''),
      charset: 'utf-8',
      version: '1.0',
      app_id: this.appId,
      seller_id: this.sellerId,
      out_trade_no: number,
      trade_no: trade.transactionId ?? '2026000',
      trade_status:
        trade.status === 'closed' || (back > 0n && back === trade.fen)
          ? 'TRADE_CLOSED'
          : trade.status === 'paid'
            ? 'TRADE_SUCCESS'
            : 'WAIT_BUYER_PAY',
      total_amount: yuanText(trade.fen),
      ...(trade.currency !== 'CNY' && { trans_currency: trade.currency }),
      ...(trade.paidAt && { gmt_payment: beijingText(trade.paidAt) }),
      ...(last && {
        gmt_refund: `${beijingText(last.at)}.000`,
        refund_fee: yuanText(back),
        out_biz_no: last.number,
      }),
      subject: '照护费 & 100%',
      ...changes,
    };
    const sign = createSign('RSA-SHA256').update(joined(said)).sign(this.own.privateKey, 'base64');
    return new URLSearchParams({ ...said, sign_type: 'RSA2', sign }).toString();
  }

  /** Sends a notice as Alipay does; gives what was answered. */
  async send(url: string, body: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    if (url.pathname === '/cashier' && request.method === 'POST') return this.cashier(url, response);
    if (url.pathname.startsWith('/bill/')) {
      response
        .writeHead(200, { 'content-type': 'application/zip' })
        .end(this.billArchive(plainDate(url.pathname.slice(6, 16))));
      return;
    }
    if (url.pathname !== '/gateway.do') {
      response.writeHead(204).end();
      return;
    }
    const asked: Record<string, string> = {
      ...Object.fromEntries(url.searchParams),
      ...Object.fromEntries(new URLSearchParams(body)),
    };
    const { sign = '', ...signed } = asked;
    if (!createVerify('RSA-SHA256').update(joined(signed)).verify(this.merchant.publicKey, sign, 'base64')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          error_response: { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature' },
        }),
      );
      return;
    }
    const content = JSON.parse(asked.biz_content ?? '{}') as Record<string, string>;
    const method = asked.method ?? '';
    this.asked.push(method);
    if (method === 'alipay.trade.page.pay' || method === 'alipay.trade.wap.pay') {
      this.page(asked, content, response);
      return;
    }
    const key = `${method.replaceAll('.', '_')}_response`;
    const said = JSON.stringify(this.said(method, asked, content));
    const signature = createSign('RSA-SHA256').update(said).sign(this.own.privateKey, 'base64');
    response
      .writeHead(200, { 'content-type': 'application/json;charset=utf-8' })
      .end(`{"${key}":${said},"sign":"${signature}"}`);
  }

  private said(method: string, asked: Record<string, string>, content: Record<string, string>): object {
    const number = content.out_trade_no ?? '';
    const trade = this.trades.all.get(number);
    const ok = { code: '10000', msg: 'Success', out_trade_no: number };
    const no = (sub_code: string) => ({ code: '40004', msg: 'Business Failed', sub_code, sub_msg: sub_code });
    switch (method) {
      case 'alipay.trade.precreate':
        this.trades.open({ number, fen: fenOf(content.total_amount), notifyUrl: asked.notify_url ?? '' });
        return { ...ok, qr_code: `https://qr.alipay.com/bax${number}` };
      case 'alipay.trade.query':
        if (!trade) return no('ACQ.TRADE_NOT_EXIST');
        return {
          ...ok,
          trade_no: trade.transactionId ?? '',
          trade_status: { open: 'WAIT_BUYER_PAY', paid: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED' }[
            trade.status
          ],
          total_amount: yuanText(trade.fen),
          ...(trade.currency !== 'CNY' && { trans_currency: trade.currency }),
          ...(trade.paidAt && { send_pay_date: beijingText(trade.paidAt) }),
        };
      case 'alipay.trade.close':
        if (!trade) return no('ACQ.TRADE_NOT_EXIST');
        if (trade.status !== 'open') return no('ACQ.TRADE_STATUS_ERROR');
        trade.status = 'closed';
        return ok;
      case 'alipay.trade.refund': {
        if (this.refuseRefunds) return no(this.refuseRefunds);
        if (!trade) return no('ACQ.TRADE_NOT_EXIST');
        const made = this.trades.refund(trade, content.out_request_no ?? '', fenOf(content.refund_amount));
        if (!made) return no('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
        return { ...ok, fund_change: made.fresh ? 'Y' : 'N', refund_fee: content.refund_amount };
      }
      case 'alipay.trade.fastpay.refund.query': {
        const refund = trade?.refunds.find((one) => one.number === content.out_request_no);
        if (!refund) return ok;
        return { ...ok, out_request_no: refund.number, refund_status: 'REFUND_SUCCESS' };
      }
      case 'alipay.data.dataservice.bill.downloadurl.query': {
        const day = plainDate(content.bill_date ?? '');
        if (this.billRows(day).length === 0) return no('isp.bill_not_exist');
        return { code: '10000', msg: 'Success', bill_download_url: `${this.origin}/bill/${day}.zip` };
      }
      default:
        return { code: '40001', msg: 'Missing Method', sub_code: 'isv.missing-method' };
    }
  }

  /** The page at which a payer pays. */
  private page(
    asked: Record<string, string>,
    content: Record<string, string>,
    response: ServerResponse,
  ): void {
    const number = content.out_trade_no ?? '';
    const trade = this.trades.open({
      number,
      fen: fenOf(content.total_amount),
      notifyUrl: asked.notify_url ?? '',
      returnUrl: asked.return_url,
    });
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><html lang="zh-CN"><title>支付宝收银台（替身）</title><meta name="viewport" content="width=device-width">` +
          `<h1>支付宝</h1><p>¥${yuanText(trade.fen)}</p><form method="post" action="/cashier?number=${number}"><button>确认付款</button></form></html>`,
      );
  }

  private async cashier(url: URL, response: ServerResponse): Promise<void> {
    const trade = this.trades.pay(url.searchParams.get('number') ?? '');
    if (!this.dropNotices) await this.send(trade.notifyUrl, this.notice(trade.number)).catch(() => undefined);
    response.writeHead(302, { location: trade.returnUrl ?? '/' }).end();
  }

  private billRows(day: PlainDate): string[][] {
    const row = (transactionId: string, number: string, kind: string, at: Date, fen: bigint, refund = '') => [
      `${transactionId}\t`,
      `${number}\t`,
      kind,
      '照护费',
      beijingText(at),
      beijingText(at),
      '',
      '',
      '',
      '',
      '*演(***@example.test)',
      yuanText(fen),
      yuanText(fen),
      refund,
      '',
    ];
    return [
      ...this.trades
        .paidOn(day)
        .filter(({ number }) => !this.leftOutOfBill.has(number))
        .map((one) => row(one.transactionId ?? '', one.number, '交易', one.paidAt ?? new Date(), one.fen)),
      ...this.extraBillLines.map((one) => row(one.transactionId, one.number, '交易', one.at, one.fen)),
      ...this.trades
        .refundedOn(day)
        .map(({ trade, refund }) =>
          row(trade.transactionId ?? '', trade.number, '退款', refund.at, -refund.fen, `${refund.number}\t`),
        ),
    ];
  }

  private billArchive(day: PlainDate): Buffer {
    const heading =
      '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,退款批次号/请求号,备注';
    const text = [
      '#支付宝业务明细查询',
      `#账号：[${this.sellerId}0156]`,
      '#-----------------------------------------业务明细列表----------------------------------------',
      heading,
      ...this.billRows(day).map((cells) => cells.join(',')),
      '#-----------------------------------------业务明细列表结束------------------------------------',
      '#交易合计：，商家实收共元',
    ].join('\r\n');
    return packStored([
      {
        name: `${this.sellerId}0156_业务明细(汇总).csv`,
        content: encodeGb18030('#支付宝业务汇总查询\r\n门店编号,交易订单总笔数\r\n合计,1\r\n'),
      },
      { name: `${this.sellerId}0156_业务明细.csv`, content: encodeGb18030(text) },
    ]);
  }
}

const joined = (said: Record<string, string>): string =>
  Object.keys(said)
    .filter((key) => said[key] !== '')
    .sort()
    .map((key) => `${key}=${said[key]}`)
    .join('&');

const fenOf = (yuan: string | undefined): bigint => BigInt(Math.round(Number(yuan) * 100));
