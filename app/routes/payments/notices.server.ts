import type { ActionFunctionArgs } from '@remix-run/node';
import type { ProviderName } from '~/domain/payments/payment.rules';
import { receiveNotice } from '~/domain/payments/receive-notice';
import { hook } from '../authorised.server';

/** Largest notice: those of both providers have a few thousand letters. */
const MAX_BYTES = 64 * 1024;

/** Takes the notices of a provider: read as bytes, because its signature is over them, and answered as it expects. */
export const noticesOf = (name: ProviderName) =>
  hook(async ({ request, context }: ActionFunctionArgs): Promise<Response> => {
    if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES)
      return new Response(null, { status: 413 });
    const bytes = Buffer.from(await request.arrayBuffer());
    if (bytes.length > MAX_BYTES) return new Response(null, { status: 413 });
    const { requestId, logger } = context;
    const received = await receiveNotice(name, {
      headers: request.headers,
      body: bytes.toString('utf8'),
      requestId,
    });
    if (!received) return new Response(null, { status: 404 });
    const { answer, why } = received;
    if (why) logger.warn({ provider: name, why }, 'payment notice refused');
    const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
    if (answer.type) headers['Content-Type'] = answer.type;
    return new Response(answer.body || null, { status: answer.status, headers });
  });
