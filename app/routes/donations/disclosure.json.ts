import { disclose } from '~/domain/donations/disclose';
import { publicPage } from '~/routes/authorised.server';
import { publicDistrict } from '../public-district.server';

/** Everything of the public page for machines; amounts are integer fen. */
export const loader = publicPage(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const body = JSON.stringify(
    { district, currency: 'CNY', unit: 'fen', ...(await disclose(actor, {})) },
    (_, value) => (typeof value === 'bigint' ? Number(value) : value),
  );
  return new Response(body, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Access-Control-Allow-Origin': '*' },
  });
});
