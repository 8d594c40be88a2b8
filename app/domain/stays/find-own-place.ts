import { read } from '../audit/use-case';
import { listWaiting } from './list-waiting';

/**
 * The place in the waiting list of the person for whom a family acts, and by what it is decided; undefined when that
 * person does not wait. Says nothing of the others but how many they are and what put them ahead.
 */
export const findOwnPlace = read('stays.view-own', async (scope, _: Record<string, never> = {}) => {
  const { personId } = scope.actor;
  if (!personId) return undefined;
  const { rule, places, all } = await listWaiting.within(scope, {});
  const own = places.find(({ waiting }) => waiting.personId === personId);
  if (!rule || !own) return undefined;
  const { place, ahead } = own;
  return { place, ahead, all, rule };
});
