import { PassThrough } from 'node:stream';
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { currentLocale, localeCookie } from '~/platform/i18n/locale.server';
import { scriptsIn } from '~/platform/i18n/scripts-in';
import { NonceContext } from '~/ui/kit/nonce';

/** Longest wait for deferred parts of a page; after it the stream is cut. */
export const streamTimeout = 10_000;

/** Streams a page. People get it as soon as its frame stands; crawlers and HEAD-like readers get it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce, logger }: AppLoadContext,
): Promise<Response> {
  const whole = isbot(request.headers.get('user-agent') ?? '');
  const locale = currentLocale();
  const manifest = scriptsIn(locale, remixContext.manifest);
  // Somebody's stored language is not the one this device asks for: from now on it asks for it.
  if (manifest !== remixContext.manifest) headers.append('Set-Cookie', localeCookie(locale));
  return new Promise((resolve, reject) => {
    let responseStatus = status;
    let sent = false;
    const send = () => {
      sent = true;
      const body = new PassThrough();
      headers.set('Content-Type', 'text/html; charset=utf-8');
      headers.append('Vary', 'Cookie, Accept-Language');
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: responseStatus }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={cspNonce}>
        <RemixServer context={{ ...remixContext, manifest }} url={request.url} nonce={cspNonce} />
      </NonceContext.Provider>,
      {
        nonce: cspNonce,
        onShellReady: () => {
          if (!whole) send();
        },
        onAllReady: () => {
          if (whole) send();
        },
        onShellError: reject,
        onError(error) {
          responseStatus = 500;
          // Before the first byte the error reaches onShellError and handleError instead.
          if (sent && !request.signal.aborted)
            logger.error({ err: error }, 'page failed while it was streamed');
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** Logs what a loader, an action or a page threw; the person sees only the request's id. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (request.signal.aborted) return;
  context.logger.error(
    { err: error, method: request.method, path: new URL(request.url).pathname },
    'request failed',
  );
}
