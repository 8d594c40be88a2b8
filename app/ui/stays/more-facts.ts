import type { Application } from '~/domain/stays/find-application';
import type { IntakeClock } from '~/domain/stays/intake-clock.rules';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { detailDescriptions } from './details';

/** How much of the time to decide is used, and whether it stands. */
function clockText({ used, limit, stopped, dueOn, late }: IntakeClock): string {
  const [usedText, limitText] = [formatNumber(used), formatNumber(limit)];
  if (dueOn === undefined || (stopped && !late))
    return m.stays_clock_stopped({ used: usedText, limit: limitText });
  const of = { used: usedText, limit: limitText, due: formatDate(dueOn) };
  return late ? m.stays_clock_late(of) : m.stays_clock_running(of);
}

/** What else an application says, and its clock, in words; call it in a loader, so that they cost no script. */
export function moreFacts({ details, clock }: Application): { term: string; value: string }[] {
  const { guardian, needs, hardship, later } = detailDescriptions(details ?? {});
  const said = [guardian, ...needs, ...hardship, later].flatMap(({ term, value }) =>
    value ? [{ term, value }] : [],
  );
  const time = clock && { term: m.stays_clock(), value: `${clockText(clock)} ${m.stays_clock_note()}` };
  return [...(time ? [time] : []), ...said];
}
