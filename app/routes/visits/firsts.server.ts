import { data } from '@remix-run/node';
import { z } from 'zod';
import type { Actor } from '~/domain/kernel/actor';
import { findNeed, listFirsts } from '~/domain/visits/list-visits';
import { act, type Deed, type FormVisit } from '~/routes/authorised.server';
import type { Reply } from '~/ui/kit/form';
import { firstOption } from '~/ui/visits/need-choices';

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

/** The action of a form of a need: whenever the form is shown again it has the needs that were looked for. */
export const withFirsts = <Answer extends Response | { data: Reply; init: ResponseInit | null }>(
  deed: Deed<Answer>,
  needOf: (visit: FormVisit) => { needId?: string } = () => ({}),
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
    return data({ ...answer.data, firsts }, answer.init ?? {});
  });
