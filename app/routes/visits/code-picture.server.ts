import { renderSVG } from 'uqr';
import { env } from '~/platform/env';

/** Where a code that is read off a screen or a door leads: checking in with it. */
export const codeAddress = (code: string): string => `${env().appOrigin}/my/check-in?code=${code}`;

/** The same as a QR code, an SVG. */
export const codePicture = (code: string): string => renderSVG(codeAddress(code), { ecc: 'M', border: 2 });
