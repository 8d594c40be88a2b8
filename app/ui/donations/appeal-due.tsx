import { m } from '~/words/generated/messages';
import { formatDate } from '../kit/format';
import { Status } from '../kit/status';

type Day = Parameters<typeof formatDate>[0];
type State = 'late' | 'soon' | 'later' | undefined;

/** By when the public is to be told of an appeal, and whether that is over. */
export const AppealDue = ({
  appeal: { reportDueOn, state },
}: {
  appeal: { readonly reportDueOn: Day | null; readonly state: State };
}) => <Due on={reportDueOn} state={state} />;

/** By when the plan of an appeal in an emergency is to be filed, and whether that is over. */
export const PlanDue = ({
  appeal: { planDueOn, planState },
}: {
  appeal: { readonly planDueOn: Day | null; readonly planState: State };
}) => <Due on={planDueOn} state={planState} />;

function Due({ on, state }: { on: Day | null; state: State }) {
  if (!on || !state) return m.kit_empty_value();
  const day = formatDate(on);
  if (state === 'late') return <Status tone="late">{m.donations_appeal_late({ day })}</Status>;
  return state === 'soon' ? <Status tone="due">{m.donations_appeal_soon({ day })}</Status> : day;
}
