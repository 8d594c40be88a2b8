import { createSign, createVerify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { loadEnv } from '~/platform/env';
import { answerText, fiscalSystem, questionText } from '~/platform/fiscal/http';
import { bare, newPair } from '../payments/keys';

/** How the next questions are answered. */
export type Manner =
  | 'right'
  /** Issues, and the answer never arrives. */
  | 'lost'
  | 'pending'
  | 'refused'
  | 'down'
  /** Signed by somebody else. */
  | 'forged'
  /** An answer of before, with its signature. */
  | 'old'
  | 'other amount';

interface Asked {
  readonly body: string;
  answer: Record<string, unknown>;
}

/** Stands in for the fiscal e-bill system: checks who asks, issues each request once, and signs what it says. */
export class FiscalServer {
  readonly client = newPair();
  readonly own = newPair();
  readonly appId = 'yuanquan-test';
  readonly asked = new Map<string, Asked>();
  manner: Manner = 'right';
  /** Questions that were believed, and those that were not. */
  questions = 0;
  turnedAway = 0;
  private readonly nonces = new Set<string>();
  private serial = 0;
  private last: { status: number; headers: Record<string, string>; body: string } | undefined;
  private readonly server: Server;

  constructor(readonly creditCode: string) {
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

  get settings(): Record<string, string> {
    return {
      FISCAL_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/ebill/v1/`,
      FISCAL_APP_ID: this.appId,
      FISCAL_PRIVATE_KEY: bare(this.client.privateKey),
      FISCAL_PUBLIC_KEY: this.own.publicKey,
      FISCAL_CREDIT_CODE: this.creditCode,
    };
  }

  /** Bills that were issued, red ones among them. */
  get bills(): Record<string, unknown>[] {
    return [...this.asked.values()].flatMap(({ answer }) =>
      answer.state === 'done' ? [answer.bill] : [],
    ) as never;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const head = (name: string) => String(request.headers[`fiscal-${name}`] ?? '');
    const question = {
      method: request.method ?? '',
      path: request.url ?? '',
      timestamp: head('timestamp'),
      nonce: head('nonce'),
      body,
    };
    const signed = createVerify('RSA-SHA256')
      .update(questionText(question))
      .verify(this.client.publicKey, head('signature'), 'base64');
    const fresh = Math.abs(Date.now() / 1_000 - Number(question.timestamp)) < 300;
    if (!signed || !fresh || head('app') !== this.appId || this.nonces.has(question.nonce)) {
      this.turnedAway++;
      response.writeHead(401).end();
      return;
    }
    this.nonces.add(question.nonce);
    this.questions++;
    if (this.manner === 'down') {
      response.writeHead(503).end('out of order');
      return;
    }
    if (this.manner === 'old' && this.last) {
      response.writeHead(this.last.status, this.last.headers).end(this.last.body);
      return;
    }
    const id = /^\/ebill\/v1\/requests\/([0-9a-f-]{36})$/.exec(question.path)?.[1] ?? '';
    const known = this.asked.get(id);
    if (!known && question.method === 'PUT') this.asked.set(id, { body, answer: this.decide(body) });
    if (known?.answer.state === 'pending' && this.manner === 'right') known.answer = this.issue(known.body);
    if (this.manner === 'lost') {
      request.socket.destroy();
      return;
    }
    const said = this.asked.get(id);
    this.say(response, question.nonce, said ? 200 : 404, said?.answer ?? { state: 'unknown' });
  }

  private decide(body: string): Record<string, unknown> {
    if (this.manner === 'refused')
      return { state: 'refused', code: 'E2001', reason: '交款人名称与统一社会信用代码不符' };
    return this.manner === 'pending' ? { state: 'pending' } : this.issue(body);
  }

  private issue(body: string): Record<string, unknown> {
    const { totalFen } = JSON.parse(body) as { totalFen: number };
    const off = this.manner === 'other amount' ? 1 : 0;
    const number = String(++this.serial).padStart(10, '0');
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    return {
      state: 'done',
      bill: {
        code: '37050126',
        number,
        checkCode: `a${number.slice(-5)}`,
        issuedOn: today,
        totalFen: totalFen + off,
        supervisionSeal: '全国财政票据监制章（演示）',
        reviewer: '演示复核人',
      },
    };
  }

  private say(response: ServerResponse, nonce: string, status: number, answer: object): void {
    const body = JSON.stringify(answer);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const key = this.manner === 'forged' ? this.client : this.own;
    const signature = createSign('RSA-SHA256')
      .update(answerText({ status, timestamp, nonce, body }))
      .sign(key.privateKey, 'base64');
    const headers = { 'fiscal-timestamp': timestamp, 'fiscal-signature': signature };
    this.last = { status, headers, body };
    response.writeHead(status, headers).end(body);
  }
}

/** Has this process set up for `system`, or for none: the place where it keeps what it reads from its settings. */
export function setUpFiscal(server: FiscalServer | undefined): void {
  const settings = server && loadEnv(server.settings).fiscal;
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('wellspring.fiscal-system')] = {
    system: settings && fiscalSystem(settings),
  };
}

/** A fiscal system for the calling test file, for the receiver of this credit code. */
export function useFiscalSystem(creditCode: string): FiscalServer {
  const server = new FiscalServer(creditCode);
  beforeAll(async () => {
    await server.start();
    setUpFiscal(server);
  });
  beforeEach(() => {
    server.manner = 'right';
    setUpFiscal(server);
  });
  afterAll(() => server.stop());
  return server;
}
