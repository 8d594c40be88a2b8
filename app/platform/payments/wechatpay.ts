import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { Aes, Decorator, Formatter, Rsa } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import { parseYuan } from '~/domain/kernel/money';
import { decodeText } from '../spreadsheet/read-csv';
import {
  type BillLine,
  beijingInstant,
  type Notice,
  NoticeRefused,
  type OrderState,
  type PaymentProvider,
  ProviderProblem,
  type RefundState,
  type Taken,
} from './port';
import type { WechatpaySettings } from './settings';

const TIMEOUT_MS = 10_000;
/** How far the clock of a notice may be from ours. */
const AGE_SECONDS = 300;

/** Most bytes of the reason of a refund, which its receiver reads in WeChat. */
const REASON_BYTES = 80;

/** Refusals of a refund that no later asking changes. */
const REFUND_FAILED = new Set(['RESOURCE_NOT_EXISTS', 'USER_ACCOUNT_ABNORMAL', 'TRADE_OVERDUE']);

const transaction = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  trade_state: z.string(),
  transaction_id: z.string().optional(),
  success_time: z.string().optional(),
  amount: z.object({ total: z.int(), currency: z.string().default('CNY') }).optional(),
});

const refundShape = z.object({ status: z.string() });

const refundNotice = z.object({ mchid: z.string(), out_trade_no: z.string(), out_refund_no: z.string() });

const envelope = z.object({
  id: z.string().min(1).max(100),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().default(''),
  }),
});

/** WeChat Pay's API v3, with its public keys. `origin` is ours, for notices and the way back. */
export function wechatpayProvider(settings: WechatpaySettings, origin: string): PaymentProvider {
  const { mchid, appid, serial, privateKey, platformKeys, baseUrl } = settings;
  const client = new Decorator({
    mchid,
    serial,
    privateKey,
    certs: { ...platformKeys },
    ...{ baseURL: baseUrl, timeout: TIMEOUT_MS },
  });
  const notifyUrl = `${origin}/hooks/wechatpay`;

  /** Asks; the library signs the question and checks the signature of the answer. */
  async function ask(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    config: object = {},
  ): Promise<unknown> {
    try {
      return ((await client.request(path, method, body as never, config as never)) as { data: unknown }).data;
    } catch (cause) {
      throw new ProviderProblem('wechatpay', codeOf(cause), { cause });
    }
  }
  const path = (orderNumber: string) => `v3/pay/transactions/out-trade-no/${encodeURIComponent(orderNumber)}`;

  async function query(orderNumber: string): Promise<OrderState> {
    try {
      return stateOf(transaction.parse(await ask('GET', `${path(orderNumber)}?mchid=${mchid}`)));
    } catch (error) {
      if (codeIs(error, 'ORDER_NOT_EXIST', 'ORDERNOTEXIST')) return { state: 'unknown' };
      throw error;
    }
  }

  return {
    name: 'wechatpay',
    district: settings.district,
    accepted: { status: 204, body: '' },
    refused: failure(401, '签名错误'),
    failed: failure(500, '处理失败'),
    query,

    async create({ number, way, description, amountFen, expiresAt, returnPath, clientAddress }) {
      const order = {
        appid,
        mchid,
        description,
        out_trade_no: number,
        time_expire: rfc3339(expiresAt),
        notify_url: notifyUrl,
        amount: { total: Number(amountFen), currency: 'CNY' },
      };
      // On a desk there is nothing to follow: the code is scanned with the telephone.
      if (way !== 'phone') {
        const { code_url } = z
          .object({ code_url: z.string().min(1) })
          .parse(await ask('POST', 'v3/pay/transactions/native', order));
        return { kind: 'code', text: code_url };
      }
      const scene_info = { payer_client_ip: clientAddress, h5_info: { type: 'Wap' } };
      const { h5_url } = z
        .object({ h5_url: z.url() })
        .parse(await ask('POST', 'v3/pay/transactions/h5', { ...order, scene_info }));
      const link = new URL(h5_url);
      link.searchParams.set('redirect_url', origin + returnPath);
      return { kind: 'link', text: link.href };
    },

    async close(orderNumber) {
      try {
        await ask('POST', `${path(orderNumber)}/close`, { mchid });
        return 'closed';
      } catch (error) {
        if (codeIs(error, 'ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'ORDER_CLOSED', 'ORDERCLOSED')) return 'closed';
        if (!codeIs(error, 'ORDERPAID', 'ORDER_PAID', 'TRADE_ERROR')) throw error;
        return (await query(orderNumber)).state === 'paid' ? 'paid' : 'closed';
      }
    },

    async refund({ orderNumber, number, amountFen, orderFen, reason }) {
      try {
        return refundStateOf(
          await ask('POST', 'v3/refund/domestic/refunds', {
            out_trade_no: orderNumber,
            out_refund_no: number,
            reason: withinBytes(reason, REASON_BYTES),
            notify_url: notifyUrl,
            amount: { refund: Number(amountFen), total: Number(orderFen), currency: 'CNY' },
          }),
        );
      } catch (error) {
        if (error instanceof ProviderProblem && REFUND_FAILED.has(error.code))
          return { state: 'failed', code: error.code };
        throw error;
      }
    },

    async queryRefund({ number }) {
      try {
        return refundStateOf(await ask('GET', `v3/refund/domestic/refunds/${encodeURIComponent(number)}`));
      } catch (error) {
        if (codeIs(error, 'RESOURCE_NOT_EXISTS')) return { state: 'unknown' };
        throw error;
      }
    },

    readNotice(headers, body, now) {
      const head = (name: string) => headers.get(`wechatpay-${name}`) ?? '';
      const [timestamp, nonce, keyId, signature] = [
        head('timestamp'),
        head('nonce'),
        head('serial'),
        head('signature'),
      ];
      const key = Object.hasOwn(platformKeys, keyId) ? platformKeys[keyId] : undefined;
      if (!/^\d{1,12}$/.test(timestamp) || !nonce || !signature) throw new NoticeRefused('form');
      if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > AGE_SECONDS) throw new NoticeRefused('age');
      if (!key || !Rsa.verify(Formatter.response(timestamp, nonce, body), signature, key))
        throw new NoticeRefused('signature');
      return opened(body);
    },

    async bill(day) {
      let place: { download_url: string; hash_value: string };
      try {
        place = z
          .object({ download_url: z.url(), hash_value: z.string() })
          .parse(await ask('GET', `v3/bill/tradebill?bill_date=${day}&bill_type=ALL`));
      } catch (error) {
        // A day on which nothing was traded has no bill.
        if (codeIs(error, 'NO_STATEMENT_EXIST')) return [];
        throw error;
      }
      const { pathname, searchParams } = new URL(place.download_url);
      const bytes = Buffer.from(
        (await ask('GET', pathname.slice(1), undefined, {
          // From where everything is asked, whatever the address says.
          params: Object.fromEntries(searchParams),
          responseType: 'arraybuffer',
        })) as ArrayBuffer,
      );
      if (createHash('sha1').update(bytes).digest('hex') !== place.hash_value.toLowerCase())
        throw new ProviderProblem('wechatpay', 'BILL_HASH');
      return billLines(bytes);
    },
  };

  /** A notice whose signature is right, unsealed. */
  function opened(body: string): Notice {
    try {
      const { id, event_type, resource } = envelope.parse(JSON.parse(body));
      const plain: unknown = JSON.parse(
        Aes.AesGcm.decrypt(resource.ciphertext, settings.apiKey, resource.nonce, resource.associated_data),
      );
      const receiver = z.object({ mchid: z.string() }).parse(plain);
      if (receiver.mchid !== mchid) throw new NoticeRefused('receiver');
      if (event_type.startsWith('REFUND.')) {
        const refund = refundNotice.parse(plain);
        return {
          eventId: id,
          kind: 'refund',
          orderNumber: refund.out_trade_no,
          refundNumber: refund.out_refund_no,
        };
      }
      const said = transaction.parse(plain);
      const state = stateOf(said);
      const notice = { eventId: id, orderNumber: said.out_trade_no };
      if (state.state !== 'paid') return { ...notice, kind: state.state === 'closed' ? 'closed' : 'other' };
      const { state: _, ...taken } = state;
      return { ...notice, kind: 'paid', taken };
    } catch (error) {
      throw error instanceof NoticeRefused ? error : new NoticeRefused('form');
    }
  }
}

/** The beginning of a text that is at most `most` bytes long, not cut within a character. */
function withinBytes(text: string, most: number): string {
  let bytes = 0;
  let result = '';
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > most) break;
    result += sign;
  }
  return result;
}

const failure = (status: number, message: string) => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify({ code: 'FAIL', message }),
});

/** `2026-11-28T10:00:00+08:00` */
const rfc3339 = (instant: Date): string =>
  `${new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** WeChat Pay's own code of a refusal, or what became of the connection. */
function codeOf(error: unknown): string {
  const { response, code } = error as { response?: { data?: unknown; status?: number }; code?: string };
  const said = z.object({ code: z.string() }).safeParse(response?.data);
  if (said.success) return said.data.code;
  return response?.status ? `HTTP_${response.status}` : (code ?? 'NO_ANSWER');
}

const codeIs = (error: unknown, ...codes: string[]): boolean =>
  error instanceof ProviderProblem && codes.includes(error.code);

function stateOf({
  trade_state,
  transaction_id,
  success_time,
  amount,
}: z.output<typeof transaction>): OrderState {
  if (trade_state === 'SUCCESS' || trade_state === 'REFUND') {
    if (!transaction_id || !success_time || !amount) throw new ProviderProblem('wechatpay', 'ANSWER_FORM');
    const taken: Taken = {
      transactionId: transaction_id,
      amountFen: BigInt(amount.total),
      currency: amount.currency,
      at: new Date(success_time),
    };
    return { state: 'paid', ...taken };
  }
  return { state: ['CLOSED', 'REVOKED', 'PAYERROR'].includes(trade_state) ? 'closed' : 'open' };
}

function refundStateOf(answer: unknown): RefundState {
  const { status } = refundShape.parse(answer);
  if (status === 'SUCCESS') return { state: 'done' };
  if (status === 'CLOSED') return { state: 'failed', code: status };
  return status === 'ABNORMAL' ? { state: 'stuck', code: status } : { state: 'pending' };
}

/** Lines of the bill: a heading, a line per payment or refund whose cells begin with a grave accent, and two lines of sums. */
export function billLines(bytes: Buffer): BillLine[] {
  const rows: string[][] = parse(decodeText(bytes).replace(/^\uFEFF/, ''), {
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const [heading = [], ...lines] = rows;
  if (!heading.includes('商户订单号')) throw new ProviderProblem('wechatpay', 'BILL_FORM');
  const sums = lines.findIndex((row) => row[0]?.startsWith('总交易单数'));
  return lines.slice(0, sums < 0 ? undefined : sums).flatMap((row): BillLine[] => {
    const at = (name: string) => (row[heading.indexOf(name)] ?? '').replace(/^`/, '').trim();
    const fen = (name: string) => {
      const amount = parseYuan(at(name));
      if (amount === undefined) throw new ProviderProblem('wechatpay', 'BILL_FORM');
      return amount;
    };
    const common = { orderNumber: at('商户订单号'), transactionId: at('微信订单号') };
    if (at('交易状态') === 'SUCCESS') {
      const instant = beijingInstant(at('交易时间'));
      if (!instant) throw new ProviderProblem('wechatpay', 'BILL_FORM');
      return [
        {
          ...common,
          kind: 'paid',
          amountFen: fen('订单金额'),
          currency: at('货币种类') || 'CNY',
          at: instant,
        },
      ];
    }
    if (at('交易状态') !== 'REFUND') return [];
    return [{ ...common, kind: 'refund', refundNumber: at('商户退款单号'), amountFen: fen('申请退款金额') }];
  });
}
