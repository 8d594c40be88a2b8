import { minutesOf, timeOfDay } from '~/domain/kernel/inputs';
import { parsePlainDate } from '~/domain/kernel/plain-date';
import { placeVisit } from '~/domain/visits/place-visit';
import { weighMove } from '~/domain/visits/weigh-move';
import { notFound, page } from '~/routes/authorised.server';
import { changeText } from '~/ui/visits/cost-words';
import { stopLabel } from '~/ui/visits/labels';
import type { Weighed } from '~/ui/visits/plan-lanes';
import { m } from '~/words/generated/messages';

/** What it would mean to move a visit to a volunteer and a time: asked by the board while it is dragged. */
export const loader = page('visits.plan', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const visitId = placeVisit.input.shape.visitId.safeParse(asked('visit'));
  const date = parsePlainDate(asked('date'));
  const from = timeOfDay().safeParse(asked('from'));
  if (!visitId.success || !date || !from.success) throw notFound();
  const weighed = await weighMove(actor, { visitId: visitId.data, date, fromMinute: minutesOf(from.data) });
  if (!weighed) throw notFound();
  const { team, candidates, before } = weighed;
  const ids = team.map(({ volunteerId }) => (volunteerId === asked('who') ? asked('to') : volunteerId));
  const come = candidates.filter((one) => ids.includes(one.volunteerId));
  const isTwice = new Set(ids).size < ids.length;
  const stopped = come.find((one) => one.rule !== null);
  const ok = !isTwice && !stopped && come.length === ids.length;
  const sum = (list: typeof come, of: (one: (typeof come)[number]) => number) =>
    list.reduce((total, one) => total + of(one), 0);
  const answer: Weighed = {
    key: url.searchParams.toString(),
    ok,
    text: ok
      ? m.visits_byhand_weighed({
          time: from.data,
          name: come.map((one) => one.name).join(m.reports_list_mark()),
          cost: changeText({
            way: sum(come, (one) => one.cost.way),
            wait: sum(come, (one) => one.cost.wait),
            total: sum(come, (one) => one.cost.total) - sum(before, (one) => one.cost.total),
          }),
        })
      : m.visits_byhand_forbidden({
          time: from.data,
          name: stopped?.name ?? '',
          why: isTwice
            ? m.visits_byhand_twice()
            : stopped?.rule
              ? stopLabel[stopped.rule]()
              : stopLabel.availability(),
        }),
    move: [['date', date], ['from', from.data], ...ids.map((id) => ['volunteerIds', id] as const)],
  };
  return Response.json(answer);
});
