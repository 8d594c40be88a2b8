import type { IntakeClock } from '~/domain/stays/intake-clock.rules';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';

/** How much of the time to decide is used, and whether it stands. */
export function clockText({ used, limit, stopped, dueOn, late }: IntakeClock): string {
  const [usedText, limitText] = [formatNumber(used), formatNumber(limit)];
  if (dueOn === undefined || (stopped && !late))
    return m.stays_clock_stopped({ used: usedText, limit: limitText });
  const of = { used: usedText, limit: limitText, due: formatDate(dueOn) };
  return late ? m.stays_clock_late(of) : m.stays_clock_running(of);
}
