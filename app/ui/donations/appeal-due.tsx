import { m } from '~/words/generated/messages';
import { formatDate } from '../kit/format';
import { Status } from '../kit/status';

/** By when the public is to be told of an appeal, and whether that is over. */
export function AppealDue({
  appeal: { reportDueOn, state },
}: {
  appeal: {
    readonly reportDueOn: Parameters<typeof formatDate>[0] | null;
    readonly state: 'late' | 'soon' | 'later' | undefined;
  };
}) {
  if (!reportDueOn || !state) return m.kit_empty_value();
  const day = formatDate(reportDueOn);
  if (state === 'late') return <Status tone="late">{m.donations_appeal_late({ day })}</Status>;
  return state === 'soon' ? <Status tone="due">{m.donations_appeal_soon({ day })}</Status> : day;
}
