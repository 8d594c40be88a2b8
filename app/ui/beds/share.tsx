import type { Share } from '~/domain/beds/bed.rules';
import { Checkbox } from '~/ui/kit/fields';
import { formatPercent } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { m } from '~/words/generated/messages';

/** The share of nursing beds before and after a change; `lowers`: it would stand below the goal, lower than before. */
export interface ShareAround {
  readonly before: Share;
  readonly after: Share;
  readonly lowers: boolean;
}

const percentOf = ({ percent }: Share): string => formatPercent((percent ?? 0) / 100);

/** What a change does to the share of nursing beds, said before it is made; to be acknowledged where it goes below the goal. */
export function ShareNotice({ share: { before, after, lowers } }: { share: ShareAround }) {
  const goal = before.goal;
  return (
    <>
      <Notice tone={lowers ? 'late' : 'info'}>
        <p>{m.beds_share_change({ before: percentOf(before), after: percentOf(after), goal })}</p>
      </Notice>
      {lowers ? <Checkbox name="acknowledged" label={m.beds_share_acknowledge({ goal })} /> : null}
    </>
  );
}
