import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import { env } from '../env';

function contentPolicy(nonce: string, live: boolean): string {
  const { appOrigin, mapTilesUrl } = env();
  const tiles = mapTilesUrl ? ` ${new URL(mapTilesUrl).origin}` : '';
  const policy = [
    "default-src 'self'",
    // Vite's reloading in development injects scripts and styles of its own.
    live ? "script-src 'self' 'unsafe-inline'" : `script-src 'self' 'nonce-${nonce}'`,
    live ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    // Bars and charts carry their length in a style attribute, which can run nothing.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data:${tiles}`,
    live ? "connect-src 'self' ws:" : "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (appOrigin.startsWith('https:')) policy.push('upgrade-insecure-requests');
  return policy.join('; ');
}

/**
 * What a browser must know about every answer. Makes the nonce that scripts of this answer carry, as
 * `response.locals.cspNonce`. `live` loosens what reloading in development needs.
 */
export function securityHeaders({ live }: { live: boolean }): RequestHandler {
  const https = env().appOrigin.startsWith('https:');
  return (_request, response, next) => {
    const nonce = randomBytes(16).toString('base64');
    response.locals.cspNonce = nonce;
    response.set({
      'Content-Security-Policy': contentPolicy(nonce, live),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), payment=(), geolocation=(self)',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...(https && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
    });
    next();
  };
}
