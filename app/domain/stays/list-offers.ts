import { selectStandingOffers } from '#db/queries/stays';
import { read } from '../audit/use-case';

/** Standing offers that one page shows. */
const OFFERS_LIMIT = 200;

/** Offers that wait for an answer or for the day of admission, by deadline; town clerks see those of their town. */
export const listStandingOffers = read('stays.view', async ({ tx, actor }, _: Record<string, never> = {}) => {
  const offers = await selectStandingOffers(tx, OFFERS_LIMIT);
  return actor.townCode === undefined ? offers : offers.filter(({ townCode }) => townCode === actor.townCode);
});
