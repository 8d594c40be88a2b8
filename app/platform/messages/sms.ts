import { createHash, createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Sender } from './port';
import type { SmsSettings } from './settings';

/** Milliseconds for the other side to answer. */
const PATIENCE_MS = 15_000;

/** Answers after which trying again may help: limits of a minute or an hour, and trouble of theirs. */
const PASSING = new Set([
  'isv.BUSINESS_LIMIT_CONTROL',
  'Throttling',
  'Throttling.User',
  'ServiceUnavailable',
  'InternalError',
]);

const hex = (text: string) => createHash('sha256').update(text).digest('hex');

/** RFC 3986, as the signature counts it. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signature of a request without a body, method V3 (ACS3-HMAC-SHA256) of Alibaba Cloud. */
export function signature(
  { query, headers }: { query: string; headers: Readonly<Record<string, string>> },
  secret: string,
): { signed: string; signature: string } {
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const canonical = [
    'POST',
    '/',
    query,
    names.map((name) => `${name}:${headers[name]?.trim()}\n`).join(''),
    signed,
    hex(''),
  ].join('\n');
  return {
    signed,
    signature: createHmac('sha256', secret)
      .update(`ACS3-HMAC-SHA256\n${hex(canonical)}`)
      .digest('hex'),
  };
}

const answerShape = z.object({
  Code: z.string(),
  Message: z.string().optional(),
  BizId: z.string().optional(),
});

/** Sends text messages through 阿里云短信服务 (SendSms, version 2017-05-25). Texts are templates that were registered there. */
export function smsSender({
  accessKeyId,
  accessKeySecret,
  signName,
  templates,
  endpoint,
}: SmsSettings): Sender {
  const { host, origin } = new URL(endpoint);
  return {
    async send({ id, to, kind, params }) {
      const template = templates[kind] ?? templates['*'];
      if (!template) return { state: 'refused', reason: `no template for ${kind}` };
      const query = Object.entries({
        PhoneNumbers: to,
        SignName: signName,
        TemplateCode: template,
        TemplateParam: JSON.stringify(params),
        OutId: id,
      })
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join('&');
      const headers = {
        host,
        'x-acs-action': 'SendSms',
        'x-acs-version': '2017-05-25',
        'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
        'x-acs-signature-nonce': randomUUID(),
        'x-acs-content-sha256': hex(''),
      };
      const { signed, signature: sum } = signature({ query, headers }, accessKeySecret);
      const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signed},Signature=${sum}`;
      let status: number;
      let body: unknown;
      try {
        const answer = await fetch(`${origin}/?${query}`, {
          method: 'POST',
          headers: { ...headers, authorization },
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        status = answer.status;
        body = await answer.json();
      } catch (error) {
        return {
          state: 'busy',
          reason: `no answer: ${error instanceof Error ? error.message : error}`.slice(0, 300),
        };
      }
      const read = answerShape.safeParse(body);
      if (!read.success) return { state: 'busy', reason: `not understood: HTTP ${status}` };
      const { Code, Message, BizId } = read.data;
      if (Code === 'OK') return { state: 'sent', reference: BizId };
      return {
        state: status >= 500 || PASSING.has(Code) ? 'busy' : 'refused',
        reason: [Code, Message].filter(Boolean).join(' ').slice(0, 300),
      };
    },
  };
}
