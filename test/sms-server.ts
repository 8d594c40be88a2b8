import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Settings of the account that the server below knows. */
export const smsKeys = {
  ACCESS_KEY_ID: 'key-id',
  ACCESS_KEY_SECRET: 'key-secret',
  SIGN_NAME: '源泉照护',
} as const;

/** Checks the signature from what arrived, with code of its own. */
function isSigned(request: IncomingMessage): boolean {
  const sum = (text: string) => createHash('sha256').update(text).digest('hex');
  const [, names = '', given = ''] =
    /^ACS3-HMAC-SHA256 Credential=key-id,SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  for (const needed of [
    'host',
    'x-acs-action',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-content-sha256',
  ])
    if (!names.split(';').includes(needed)) return false;
  const lines = names.split(';').map((name) => `${name}:${request.headers[name]}\n`);
  const query = (request.url ?? '').slice(2);
  const canonical = `POST\n/\n${query}\n${lines.join('')}\n${names}\n${sum('')}`;
  return (
    createHmac('sha256', smsKeys.ACCESS_KEY_SECRET)
      .update(`ACS3-HMAC-SHA256\n${sum(canonical)}`)
      .digest('hex') === given
  );
}

/** A provider of text messages that speaks SendSms and checks signatures; `asked` is what it was asked, `answer` what it says to what is signed rightly. */
export async function startSmsServer(
  answer: { status: number; body: unknown } = { status: 200, body: { Code: 'OK', BizId: '1^0' } },
) {
  const asked: Record<string, string>[] = [];
  const server = createServer((request, response) => {
    request.resume();
    asked.push(Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams));
    const { status, body } = isSigned(request)
      ? answer
      : { status: 400, body: { Code: 'SignatureDoesNotMatch' } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    endpoint: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}
