import { data } from '@remix-run/node';
import { z } from 'zod';
import type { Actor } from '~/domain/kernel/actor';
import { findNeed, listFirsts } from '~/domain/visits/list-visits';
import { saysSomething } from '~/domain/visits/recurrence-fields.rules';
import { foreseeSeries } from '~/domain/visits/repetition';
import { requestVisit } from '~/domain/visits/request-visit';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { act, type Deed, type FormVisit } from '~/routes/authorised.server';
import { submission } from '~/routes/form.server';
import { INTENT, type Reply } from '~/ui/kit/form';
import { daysWords, firstOption } from '~/ui/visits/need-choices';
import { ruleWords } from '~/ui/visits/rule-words';
import { m } from '~/words/generated/messages';

type Asked = Parameters<typeof listFirsts>[1] & {
  /** The one that is chosen; it stays a choice whatever is looked for. */
  readonly chosen?: string | undefined;
};

/** Needs after which that of a form may come, as choices. */
export async function firstsOf(actor: Actor, { chosen, ...asked }: Asked) {
  const { rows, more } = await listFirsts(actor, asked);
  const kept =
    chosen && !rows.some(({ id }) => id === chosen) ? await findNeed(actor, { needId: chosen }) : undefined;
  return {
    options: [...(kept ? [{ ...kept, window: kept.windows[0] }] : []), ...rows].map(firstOption),
    words: asked.words,
    found: rows.length,
    more,
  };
}

/** What the fields of coming back make of what is typed, in words: the first days, or why there are none. Nothing while nothing is said. */
export async function foreseen(actor: Actor, form: FormData): Promise<string[]> {
  const { input } = submission(form, requestVisit.input);
  const { repeat, recurrence, repeatUntil, repeatWithout, windows } = input;
  const asks = String(form.get(INTENT) ?? '').includes('"recurrence"');
  if (!asks && !saysSomething(recurrence)) return [];
  const startsOn = windows?.[0]?.date;
  if (!startsOn) return [m.visits_repeat_look_first()];
  const found = await foreseeSeries(actor, { repeat, recurrence, repeatUntil, repeatWithout, startsOn });
  // A form that was sent is told what is wrong at its fields.
  if (!found.ok) return asks ? found.refusals.map(refusalText) : [];
  const { rrule, days, more } = found.value;
  return rrule ? [ruleWords(rrule), daysWords({ days, more })] : [m.visits_repeat_look_none()];
}

/** The action of a form of a need: whenever the form is shown again it has the needs that were looked for, and the days that were foreseen. */
export const withFirsts = <Answer extends Response | { data: Reply; init: ResponseInit | null }>(
  deed: Deed<Answer>,
  {
    needOf = () => ({}),
    foresee = async () => [],
  }: {
    needOf?: (visit: FormVisit) => { needId?: string };
    foresee?: (visit: FormVisit) => Promise<string[]>;
  } = {},
) =>
  act(deed.permission, async (visit) => {
    const answer = await deed.run(visit);
    if (answer instanceof Response) return answer;
    const { actor, form } = visit;
    const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
    const id = (name: string) => z.uuid().safeParse(form.get(name)).data;
    const firsts = await firstsOf(actor, {
      words: text('firstWords')?.slice(0, 60),
      personId: id('personId'),
      householdId: id('householdId'),
      townCode: text('townCode'),
      chosen: id('afterNeedId'),
      ...needOf(visit),
    });
    return data({ ...answer.data, firsts, foreseen: await foresee(visit) }, answer.init ?? {});
  });
