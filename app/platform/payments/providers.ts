import { env } from '../env';
import { processWide } from '../process-wide';
import { alipayProvider } from './alipay';
import type { PaymentProvider, ProviderName } from './port';
import { wechatpayProvider } from './wechatpay';

/** The ways of paying online that this installation has settings for, by name. */
export function paymentProviders(): ReadonlyMap<ProviderName, PaymentProvider> {
  return processWide('payment-providers', () => {
    const { alipay, wechatpay, appOrigin } = env();
    const providers = [
      alipay && alipayProvider(alipay, appOrigin),
      wechatpay && wechatpayProvider(wechatpay, appOrigin),
    ].filter((one) => one !== undefined);
    return new Map(providers.map((provider) => [provider.name, provider]));
  });
}
