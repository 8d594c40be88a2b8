import { notFound, publicPage } from '~/routes/authorised.server';

/** Every address that no other route has, so that server and browser agree on what is shown there. */
export const loader = publicPage(async () => {
  throw notFound();
});

export default function NoPage() {
  return null;
}
