import { listGiftPostings } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { asOf } from './as-of.server';

/** What the page of the postings behind one figure on gifts shows. */
export const giftPostings = (indicator: 'gifts-received' | 'gifts-used') =>
  page('reports.view', async ({ actor, url }) => {
    const on = asOf(url);
    return {
      on,
      postings: await listGiftPostings(actor, {
        on,
        indicator,
        after: url.searchParams.get('after') ?? undefined,
      }),
      may: {
        ledger: actor.permissions.has('ledger.view'),
        gifts: actor.permissions.has('donations.view'),
        funds: actor.permissions.has('funds.view'),
      },
    };
  });
