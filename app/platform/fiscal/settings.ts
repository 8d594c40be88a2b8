import { z } from 'zod';
import {
  address,
  district,
  privateKey,
  publicKey,
  type ReadSettings,
  readGroup,
  text,
} from '../settings-group';

/** The gateway of the fiscal e-bill system, and the unit whose bills it issues. */
export interface FiscalSettings {
  /** Without a slash at the end. */
  readonly url: string;
  readonly appId: string;
  /** Our private key, PKCS#8 PEM. */
  readonly privateKey: string;
  /** Public key of the fiscal system, SPKI PEM. */
  readonly publicKey: string;
  readonly creditCode: string;
  readonly district: string | undefined;
}

const fiscal = z.strictObject({
  URL: address,
  APP_ID: text(/^[\x21-\x7e]{1,64}$/, 'the name that the fiscal system knows this installation by'),
  PRIVATE_KEY: privateKey,
  PUBLIC_KEY: publicKey("the fiscal system's public key"),
  CREDIT_CODE: text(
    /^[0-9A-Z]{18}$/,
    'the unified social credit code of the receiver whose bills are issued, 18 signs',
  ),
  DISTRICT: district,
});

/** @param given the settings by the part of their names after `FISCAL_` */
export function readFiscalSettings(given: Readonly<Record<string, string>>): ReadSettings<FiscalSettings> {
  const { value, problems } = readGroup('FISCAL_', fiscal, given);
  return {
    problems,
    settings: value && {
      url: value.URL.replace(/\/+$/, ''),
      appId: value.APP_ID,
      privateKey: value.PRIVATE_KEY,
      publicKey: value.PUBLIC_KEY,
      creditCode: value.CREDIT_CODE,
      district: value.DISTRICT,
    },
  };
}
