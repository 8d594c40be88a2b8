import { selectWaiting, selectWaitingRule } from '#db/queries/stays';
import { read } from '../audit/use-case';
import { gradesOn } from './care-grade';
import { orderWaiting } from './waiting-order.rules';

/**
 * The waiting list in its order, each place with its reasons, and the rule it follows. Without a rule in force there is
 * no order and `rule` is absent: nothing is guessed. Town clerks see the persons of their town at their places.
 */
export const listWaiting = read('stays.view', async (scope, _: Record<string, never> = {}) => {
  const rule = await selectWaitingRule(scope.tx, scope.today);
  if (!rule) return { rule: undefined, places: [], all: 0 };
  const people = await selectWaiting(scope.tx);
  const grades = await gradesOn(
    scope,
    people.map(({ personId }) => personId),
    scope.today,
  );
  const places = orderWaiting(
    people.map((person) => ({ ...person, grade: grades.get(person.personId) ?? null })),
    rule,
  );
  const { townCode } = scope.actor;
  const shown =
    townCode === undefined ? places : places.filter(({ waiting }) => waiting.townCode === townCode);
  return { rule, places: shown, all: places.length };
});

export type WaitingList = Awaited<ReturnType<typeof listWaiting>>;
export type WaitingPlace = WaitingList['places'][number];
