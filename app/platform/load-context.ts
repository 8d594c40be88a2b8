import type {} from '@remix-run/node';
import type { Logger } from 'pino';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }

  /** What the web server hands to every loader and action. */
  interface AppLoadContext {
    /** Names this request in the log, in audit events and in the response header `x-request-id`. */
    requestId: string;
    /** Log of this request; never give it personal data. */
    logger: Logger;
    /** Address of the client, for sign-in limits; behind a proxy the one the nearest proxy reports. */
    clientAddress: string;
    /** The nonce that a script of this response must carry. */
    cspNonce: string;
  }
}
