import { ADDRESS_HEADER, auth } from './auth.server';

/** A running session, found by the cookie of a request. */
export interface Session {
  readonly id: string;
  readonly userId: string;
}

/** What better-auth needs of a request: its cookie, the browser's name, and the address as the web server knows it. */
export function signInHeaders(request: Request, clientAddress: string): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: clientAddress });
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value.slice(0, name === 'cookie' ? 8_192 : 300));
  }
  return headers;
}

/** The session of a request; undefined without a cookie, or when it has expired or was ended elsewhere. */
export async function findSession(request: Request): Promise<Session | undefined> {
  const cookie = request.headers.get('cookie');
  if (!cookie?.includes('wellspring.session_token=')) return undefined;
  const found = await auth().api.getSession({ headers: new Headers({ cookie }) });
  return found ? { id: found.session.id, userId: found.session.userId } : undefined;
}
