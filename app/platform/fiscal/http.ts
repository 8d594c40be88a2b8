import { createSign, createVerify, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parsePlainDate } from '~/domain/kernel/plain-date';
import { type FiscalAnswer, FiscalProblem, type FiscalSystem } from './port';
import type { FiscalSettings } from './settings';

const TIMEOUT_MS = 15_000;
/** How far the clock of an answer may be from ours. */
const AGE_SECONDS = 300;
const LONGEST_ANSWER = 65_536;

const bill = z.object({
  code: z.string().regex(/^\d{8}$/),
  number: z.string().regex(/^\d{10}$/),
  checkCode: z.string().regex(/^[0-9A-Za-z]{6}$/),
  issuedOn: z.string().transform((text, context) => {
    const date = parsePlainDate(text);
    if (!date) context.addIssue({ code: 'custom', message: 'no date' });
    return date ?? z.NEVER;
  }),
  totalFen: z.int().transform(BigInt),
  supervisionSeal: z.string().max(200).nullish(),
  reviewer: z.string().max(100).nullish(),
});

const answer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unknown') }),
  z.object({ state: z.literal('pending') }),
  z.object({
    state: z.literal('refused'),
    code: z.string().trim().min(1).max(60),
    reason: z.string().trim().max(300).default(''),
  }),
  z.object({ state: z.literal('done'), bill }),
]);

/** What is signed of a question: each part ends its line. */
export const questionText = (parts: {
  method: string;
  path: string;
  timestamp: string;
  nonce: string;
  body: string;
}): string => `${parts.method}\n${parts.path}\n${parts.timestamp}\n${parts.nonce}\n${parts.body}\n`;

/** What is signed of an answer; with the question's nonce, so that an old answer is none to a new question. */
export const answerText = (parts: {
  status: number;
  timestamp: string;
  nonce: string;
  body: string;
}): string => `${parts.status}\n${parts.timestamp}\n${parts.nonce}\n${parts.body}\n`;

/**
 * The fiscal e-bill system behind a gateway that speaks docs/operations/fiscal.md: `PUT` and `GET` of
 * `<url>/requests/<id>`, JSON, amounts in fen, both sides signed with RSA and SHA-256.
 */
export function fiscalSystem(settings: FiscalSettings): FiscalSystem {
  const { url, appId, privateKey, publicKey, creditCode, district } = settings;
  const base = new URL(url);

  async function send(method: 'PUT' | 'GET', requestId: string, body: string): Promise<FiscalAnswer> {
    const path = `${base.pathname.replace(/\/$/, '')}/requests/${encodeURIComponent(requestId)}`;
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const nonce = randomUUID();
    const signature = createSign('RSA-SHA256')
      .update(questionText({ method, path, timestamp, nonce, body }))
      .sign(privateKey, 'base64');
    let response: Response;
    let said: string;
    try {
      response = await fetch(`${base.origin}${path}`, {
        method,
        redirect: 'error',
        headers: {
          accept: 'application/json',
          'fiscal-app': appId,
          'fiscal-timestamp': timestamp,
          'fiscal-nonce': nonce,
          'fiscal-signature': signature,
          ...(method === 'PUT' && { 'content-type': 'application/json; charset=utf-8' }),
        },
        body: method === 'PUT' ? body : undefined,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      said = await response.text();
    } catch (cause) {
      throw new FiscalProblem('NO_ANSWER', { cause });
    }
    // A proxy in between signs nothing: what it says is no word of the fiscal system.
    if (![200, 404].includes(response.status)) throw new FiscalProblem(`HTTP_${response.status}`);
    if (said.length > LONGEST_ANSWER) throw new FiscalProblem('ANSWER_FORM');
    believe(response, { nonce, body: said });
    return read(said);
  }

  function believe({ status, headers }: Response, { nonce, body }: { nonce: string; body: string }): void {
    const timestamp = headers.get('fiscal-timestamp') ?? '';
    const signed = answerText({ status, timestamp, nonce, body });
    const right = createVerify('RSA-SHA256')
      .update(signed)
      .verify(publicKey, headers.get('fiscal-signature') ?? '', 'base64');
    const fresh =
      /^\d{1,12}$/.test(timestamp) && Math.abs(Date.now() / 1_000 - Number(timestamp)) <= AGE_SECONDS;
    if (!right || !fresh) throw new FiscalProblem('SIGNATURE');
  }

  return {
    creditCode,
    district,
    ask: (request) => send('PUT', request.requestId, JSON.stringify(request, fenAsNumber)),
    look: (requestId) => send('GET', requestId, ''),
  };
}

function read(said: string): FiscalAnswer {
  let json: unknown;
  try {
    json = JSON.parse(said);
  } catch (cause) {
    throw new FiscalProblem('ANSWER_FORM', { cause });
  }
  const parsed = answer.safeParse(json);
  if (!parsed.success) throw new FiscalProblem('ANSWER_FORM', { cause: parsed.error });
  if (parsed.data.state !== 'done') return parsed.data;
  const { supervisionSeal, reviewer, ...given } = parsed.data.bill;
  return {
    state: 'done',
    bill: { ...given, supervisionSeal: supervisionSeal ?? null, reviewer: reviewer ?? null },
  };
}

const fenAsNumber = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : value;
