import type { RequestHandler } from 'express';
import { env } from '../env';

/** Paths where a request proves by itself who sent it, with a key or a signature, and no cookie counts. */
const PROVEN = /^\/(api|hooks)\//;

/**
 * Whether a request that changes something comes from one of our own pages. Browsers say so in `Sec-Fetch-Site`,
 * older ones in `Origin` or `Referer`. A client that sends none of them is no browser, so nobody's cookie rides along.
 * @param header reads a header of the request by its name
 */
export function isSameOrigin(
  header: (name: string) => string | null | undefined,
  appOrigin: string,
): boolean {
  const site = header('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const from = header('origin') ?? header('referer');
  if (!from) return true;
  if (!URL.canParse(from)) return false;
  const { origin, host } = new URL(from);
  return origin === appOrigin || host === header('host');
}

/** Refuses (403) what another site makes a browser send here, before any page sees it. */
export const refuseOtherSites: RequestHandler = (request, response, next) => {
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (changes && !PROVEN.test(request.path) && !isSameOrigin((name) => request.get(name), env().appOrigin)) {
    response.status(403).end();
    return;
  }
  next();
};
