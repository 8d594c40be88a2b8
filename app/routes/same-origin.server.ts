/**
 * Whether a request that changes something comes from one of our own pages. Browsers say so in `Sec-Fetch-Site`,
 * older ones in `Origin` or `Referer`. A client that sends none of them is no browser, so nobody's cookie rides along.
 */
export function isSameOrigin(request: Request, appOrigin: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const from = request.headers.get('origin') ?? request.headers.get('referer');
  if (from === null) return true;
  if (!URL.canParse(from)) return false;
  const { origin, host } = new URL(from);
  return origin === appOrigin || host === (request.headers.get('host') ?? new URL(request.url).host);
}
