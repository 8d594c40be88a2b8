import { formatMinutes, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';

interface Cost {
  /** Minutes more on the way, or less. */
  readonly way: number;
  /** Minutes more of waiting, or less. */
  readonly wait: number;
}

const wayText = (way: number): string =>
  way < 0
    ? m.visits_cost_way_less({ way: formatMinutes(-way) })
    : m.visits_cost_way_more({ way: formatMinutes(way) });

const waitText = (wait: number): string =>
  wait < 0
    ? m.visits_cost_wait_less({ wait: formatMinutes(-wait) })
    : m.visits_cost_wait_more({ wait: formatMinutes(wait) });

/** What somebody at a visit costs; what is saved is less, not a negative more. */
export const costText = ({ way, wait }: Cost): string =>
  m.visits_why_cost({ way: wayText(way), wait: waitText(wait) });

/** What a change costs against the present arrangement, `total` in minutes on the way. */
export const changeText = ({ way, wait, total }: Cost & { readonly total: number }): string =>
  m.visits_byhand_cost({
    way: wayText(way),
    wait: waitText(wait),
    more: moreText(total),
  });

function moreText(total: number): string {
  if (total === 0) return m.visits_cost_same();
  return total < 0
    ? m.visits_cost_less({ cost: formatNumber(-total) })
    : m.visits_cost_more({ cost: formatNumber(total) });
}

/** Who would have been next, and how much more or less that would cost. */
export function nextText(name: string, extra: number): string {
  if (extra === 0) return m.visits_why_next_same({ name });
  return extra < 0
    ? m.visits_why_next_less({ name, extra: formatNumber(-extra) })
    : m.visits_why_next_extra({ name, extra: formatNumber(extra) });
}
