import type { SeriesChange } from '~/domain/visits/change-series';
import { m } from '~/words/generated/messages';
import { formatMinutes } from '../kit/format';
import { daysWords, seriesWords } from './need-choices';
import { dayText, timesText, visitTime } from './visit-time';

type Day = SeriesChange['stays'][number];

/** Each time of a series: its times of day and its length. */
export const eachTime = ({ windows, durationMinutes }: SeriesChange['rule']): string =>
  timesText(windows) + m.visits_rule_mark() + formatMinutes(durationMinutes);

const linked = ({ id, on }: Day, text = dayText(on)) => ({ text, to: `/visits/needs/${id}` });

/** A day with its promised visit, or as it is where none is promised. */
const promised = (day: Day, words: (of: { time: string; count: number }) => string) =>
  linked(
    day,
    day.visit && words({ time: visitTime(day.visit.startsAt, day.visit.endsAt), count: day.visit.coming }),
  );

/** What a change of a series would do, in words: what is empty is not told, but that nothing falls away or comes new. Call in an action. */
export function outcomeWords({ rule, fallsAway, made, retimed, stays, days, more, seen }: SeriesChange) {
  const of = (...states: Day['state'][]) => stays.filter(({ state }) => states.includes(state));
  const group = (title: string, items: readonly { text: string; to?: string }[], always = false) =>
    items.length > 0 || always ? [{ title, items }] : [];
  return {
    seen,
    lines: [seriesWords({ ...rule, status: 'active' }), eachTime(rule), daysWords({ days, more })],
    groups: [
      ...group(
        m.visits_series_falls({ count: fallsAway.length }),
        fallsAway.map((day) => promised(day, m.visits_series_told)),
        true,
      ),
      ...group(
        m.visits_series_made({ count: made.length }),
        made.map((day) => ({ text: dayText(day) })),
        true,
      ),
      ...group(
        m.visits_series_retimed({ count: retimed.length }),
        retimed.map((day) => linked(day)),
      ),
      ...group(
        m.visits_series_promised({ count: of('promised').length }),
        of('promised').map((day) => promised(day, m.visits_series_coming)),
      ),
      ...group(
        m.visits_series_past({ count: of('begun', 'over', 'done').length }),
        of('begun', 'over', 'done').map((day) => linked(day)),
      ),
      ...group(
        m.visits_series_taken_back({ count: of('cancelled').length }),
        of('cancelled').map((day) => linked(day)),
      ),
      ...group(
        m.visits_series_same({ count: of('open').length }),
        of('open').map((day) => linked(day)),
      ),
    ],
  };
}
