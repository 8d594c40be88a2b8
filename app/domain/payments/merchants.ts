import { selectDistrictSlugs } from '#db/queries/payments';
import { outsideTenants, type Tx } from '#db/transaction';
import type { PaymentProvider } from '~/platform/payments/port';
import { paymentProviders } from '~/platform/payments/providers';
import { type ReadScope, read } from '../audit/use-case';
import { type ProviderName, providerNames } from './payment.rules';

/** Tenant whose account at another system it is: the district that its settings name, else the first of this installation. */
export async function tenantIdOf(
  { district }: Pick<PaymentProvider, 'district'>,
  tx: Tx,
): Promise<string | undefined> {
  const districts = await selectDistrictSlugs(tx);
  return (district ? districts.find(({ slug }) => slug === district) : districts[0])?.id;
}

/** A way of paying with whose district it is; undefined when there are no settings for it. */
export async function findMerchant(
  name: ProviderName,
): Promise<{ provider: PaymentProvider; tenantId: string } | undefined> {
  const provider = paymentProviders().get(name);
  const tenantId = provider && (await outsideTenants((tx) => tenantIdOf(provider, tx)));
  return tenantId ? { provider, tenantId } : undefined;
}

/** Ways of paying of the acting tenant: another district's merchant account takes no money for it. */
export async function providersOf({
  tx,
  actor,
}: Pick<ReadScope, 'tx' | 'actor'>): Promise<PaymentProvider[]> {
  const mine: PaymentProvider[] = [];
  for (const name of providerNames) {
    const provider = paymentProviders().get(name);
    if (provider && (await tenantIdOf(provider, tx)) === actor.tenantId) mine.push(provider);
  }
  return mine;
}

/** Names of the ways of paying online that a page offers. */
export const listOffered = read(
  'payments.order',
  async (scope): Promise<ProviderName[]> => (await providersOf(scope)).map(({ name }) => name),
);

/** The provider of an order. Its settings may have been taken away since. */
export function providerNamed(name: ProviderName): PaymentProvider | undefined {
  return paymentProviders().get(name);
}
