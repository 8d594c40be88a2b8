import { createCipheriv, createHash, createSign, createVerify, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { yuanText } from '~/domain/kernel/money';
import { type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { beijingText } from '~/platform/payments/port';
import { bare, newPair, type Pair } from './keys';
import { type Trade, Trades } from './trades';

const KEY_ID = 'PUB_KEY_ID_0000000000000024101100397200000006';

/** A notice as it goes over the network. */
export interface SignedNotice {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Stands in for WeChat Pay's API v3: the same questions, answers, signatures and sealed notices, with keys of its own. */
export class WechatpayServer {
  readonly trades = new Trades('4200');
  readonly merchant = newPair();
  readonly own = newPair();
  readonly apiKey = randomBytes(16).toString('hex');
  readonly mchid = '1900000109';
  readonly appid = 'wxd678efh567hg6787';
  readonly serial = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
  /** What a refund becomes at first. */
  refundStatus: 'SUCCESS' | 'PROCESSING' | 'CLOSED' | 'ABNORMAL' = 'SUCCESS';
  asked: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
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

  get settings(): Record<string, string> {
    return {
      WECHATPAY_MCHID: this.mchid,
      WECHATPAY_APPID: this.appid,
      WECHATPAY_SERIAL: this.serial,
      WECHATPAY_PRIVATE_KEY: this.merchant.privateKey,
      WECHATPAY_API_KEY: this.apiKey,
      WECHATPAY_PLATFORM_KEYS: `${KEY_ID}:${bare(this.own.publicKey)}`,
      WECHATPAY_BASE_URL: this.origin,
    };
  }

  /** A notice about a trade that was paid, sealed and signed. */
  notice(
    number: string,
    {
      id = randomUUID(),
      changes = {},
      at = new Date(),
      key = this.own,
      sealedWith = this.apiKey,
    }: { id?: string; changes?: object; at?: Date; key?: Pair; sealedWith?: string } = {},
  ): SignedNotice {
    const resource = { ...this.transaction(this.trades.all.get(number) as Trade), ...changes };
    return this.sealed({ id, type: 'TRANSACTION.SUCCESS', resource, at, key, sealedWith });
  }

  /** A notice about a refund. */
  refundNotice(number: string, refundNumber: string, id = randomUUID()): SignedNotice {
    const resource = {
      mchid: this.mchid,
      out_trade_no: number,
      out_refund_no: refundNumber,
      refund_status: 'SUCCESS',
      amount: { total: 1, refund: 1, payer_total: 1, payer_refund: 1 },
    };
    return this.sealed({
      id,
      type: 'REFUND.SUCCESS',
      resource,
      at: new Date(),
      key: this.own,
      sealedWith: this.apiKey,
    });
  }

  private sealed(what: {
    id: string;
    type: string;
    resource: object;
    at: Date;
    key: Pair;
    sealedWith: string;
  }): SignedNotice {
    const nonce = randomBytes(6).toString('hex');
    const cipher = createCipheriv('aes-256-gcm', what.sealedWith, nonce);
    cipher.setAAD(Buffer.from('transaction'));
    const ciphertext = Buffer.concat([
      cipher.update(JSON.stringify(what.resource)),
      cipher.final(),
      cipher.getAuthTag(),
    ]).toString('base64');
    const body = JSON.stringify({
      id: what.id,
      create_time: `${beijingText(what.at).replace(' ', 'T')}+08:00`,
      event_type: what.type,
      resource_type: 'encrypt-resource',
      summary: '支付成功',
      resource: {
        original_type: 'transaction',
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext,
        associated_data: 'transaction',
        nonce,
      },
    });
    return {
      body,
      headers: { 'content-type': 'application/json', ...this.signature(body, what.at, what.key) },
    };
  }

  async send(url: string, { headers, body }: SignedNotice): Promise<{ status: number; text: string }> {
    const answer = await fetch(url, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text() };
  }

  private signature(body: string, at = new Date(), key = this.own): Record<string, string> {
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    const nonce = randomBytes(16).toString('hex');
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': KEY_ID,
      'wechatpay-signature': createSign('RSA-SHA256')
        .update(`${timestamp}\n${nonce}\n${body}\n`)
        .sign(key.privateKey, 'base64'),
    };
  }

  private transaction(trade: Trade): object {
    const states = {
      open: 'NOTPAY',
      closed: 'CLOSED',
      paid: trade.refunds.length > 0 ? 'REFUND' : 'SUCCESS',
    };
    return {
      mchid: this.mchid,
      appid: this.appid,
      out_trade_no: trade.number,
      trade_state: states[trade.status],
      trade_state_desc: '',
      trade_type: 'NATIVE',
      ...(trade.paidAt && {
        transaction_id: trade.transactionId,
        success_time: `${beijingText(trade.paidAt).replace(' ', 'T')}+08:00`,
      }),
      amount: { total: Number(trade.fen), payer_total: Number(trade.fen), currency: trade.currency },
    };
  }

  private reply(response: ServerResponse, status: number, said?: object): void {
    const body = said ? JSON.stringify(said) : '';
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...this.signature(body) })
      .end(body);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    if (!this.signedByMerchant(request, url, body)) {
      this.reply(response, 401, { code: 'SIGN_ERROR', message: '签名错误' });
      return;
    }
    const said = (body ? JSON.parse(body) : {}) as Record<string, never>;
    this.asked.push(`${request.method} ${url.pathname}`);
    this.route(request.method ?? '', url, said, response);
  }

  private signedByMerchant(request: IncomingMessage, url: URL, body: string): boolean {
    const header = request.headers.authorization ?? '';
    const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? '';
    return (
      header.startsWith('WECHATPAY2-SHA256-RSA2048 ') &&
      part('mchid') === this.mchid &&
      part('serial_no') === this.serial &&
      createVerify('RSA-SHA256')
        .update(
          `${request.method}\n${url.pathname}${url.search}\n${part('timestamp')}\n${part('nonce_str')}\n${body}\n`,
        )
        .verify(this.merchant.publicKey, part('signature'), 'base64')
    );
  }

  private route(method: string, url: URL, said: Record<string, never>, response: ServerResponse): unknown {
    const pay = /^\/v3\/pay\/transactions\/(native|h5)$/.exec(url.pathname);
    if (method === 'POST' && pay) {
      const {
        out_trade_no: number,
        amount,
        notify_url: notifyUrl,
      } = said as unknown as {
        out_trade_no: string;
        amount: { total: number };
        notify_url: string;
      };
      this.trades.open({ number, fen: BigInt(amount.total), notifyUrl });
      if (pay[1] === 'native')
        this.reply(response, 200, { code_url: `weixin://wxpay/bizpayurl?pr=${number}` });
      else
        this.reply(response, 200, {
          h5_url: `${this.origin}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=${number}`,
        });
      return;
    }
    const order = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)(\/close)?$/.exec(url.pathname);
    if (order) {
      const trade = this.trades.all.get(order[1] ?? '');
      if (!trade) return this.reply(response, 404, { code: 'ORDER_NOT_EXIST', message: '订单不存在' });
      if (!order[2]) return this.reply(response, 200, this.transaction(trade));
      if (trade.status === 'paid')
        return this.reply(response, 400, { code: 'ORDERPAID', message: '订单已支付' });
      trade.status = 'closed';
      return this.reply(response, 204);
    }
    if (url.pathname === '/v3/refund/domestic/refunds' && method === 'POST')
      return this.refund(said, response);
    if (url.pathname === '/v3/bill/tradebill') {
      const day = plainDate(url.searchParams.get('bill_date') ?? '');
      const file = this.billFile(day);
      if (!file) return this.reply(response, 400, { code: 'NO_STATEMENT_EXIST', message: '账单文件不存在' });
      return this.reply(response, 200, {
        hash_type: 'SHA1',
        hash_value: createHash('sha1').update(file).digest('hex'),
        download_url: `${this.origin}/v3/billdownload/file?token=${day}`,
      });
    }
    if (url.pathname === '/v3/billdownload/file') {
      // A file is not signed; its hash was.
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(this.billFile(plainDate(url.searchParams.get('token') ?? '')));
      return;
    }
    this.reply(response, 404, { code: 'RESOURCE_NOT_EXISTS', message: '' });
  }

  private refund(said: Record<string, never>, response: ServerResponse): unknown {
    const asked = said as unknown as {
      out_trade_no: string;
      out_refund_no: string;
      reason: string;
      amount: { refund: number };
    };
    if (Buffer.byteLength(asked.reason) > 80)
      return this.reply(response, 400, { code: 'PARAM_ERROR', message: 'reason' });
    const trade = this.trades.all.get(asked.out_trade_no);
    const made = trade && this.trades.refund(trade, asked.out_refund_no, BigInt(asked.amount.refund));
    if (!made) return this.reply(response, 404, { code: 'RESOURCE_NOT_EXISTS', message: '' });
    this.reply(response, 200, {
      refund_id: `50${made.refund.number.slice(0, 20)}`,
      out_refund_no: made.refund.number,
      out_trade_no: asked.out_trade_no,
      status: this.refundStatus,
    });
  }

  private billFile(day: PlainDate): Buffer | undefined {
    const heading =
      '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
    const row = (trade: Trade, at: Date, state: string, fen: bigint, refund = '', back = 0n) =>
      [
        beijingText(at),
        this.appid,
        this.mchid,
        '0',
        '',
        trade.transactionId,
        trade.number,
        'oUser',
        'NATIVE',
        state,
        'OTHERS',
        'CNY',
        yuanText(fen),
        '0.00',
        refund && `50${refund.slice(0, 10)}`,
        refund,
        yuanText(back),
        '0.00',
        refund && 'ORIGINAL',
        refund && 'SUCCESS',
        '照护费',
        '',
        '0.00000',
        '0.60%',
        yuanText(fen),
        yuanText(back),
        '',
      ]
        .map((cell) => `\`${cell ?? ''}`)
        .join(',');
    const rows = [
      ...this.trades.paidOn(day).map((one) => row(one, one.paidAt ?? new Date(), 'SUCCESS', one.fen)),
      ...this.trades
        .refundedOn(day)
        .map(({ trade, refund }) => row(trade, refund.at, 'REFUND', 0n, refund.number, refund.fen)),
    ];
    if (rows.length === 0) return undefined;
    const sums =
      '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
    return Buffer.from(
      `\uFEFF${[heading, ...rows, sums, `\`${rows.length},\`0.00,\`0.00,\`0.00,\`0.00,\`0.00,\`0.00`].join('\r\n')}\r\n`,
    );
  }
}
