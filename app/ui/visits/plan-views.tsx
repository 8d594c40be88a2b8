import { Tabs } from '~/ui/kit/tabs';
import { m } from '~/words/generated/messages';

/** The pages of one plan. */
export const PlanViews = ({ planId }: { planId: string }) => (
  <Tabs
    label={m.visits_plan_views()}
    tabs={[
      { to: `/visits/plans/${planId}`, label: m.visits_plan_list() },
      { to: `/visits/plans/${planId}/board`, label: m.visits_plan_board() },
      { to: `/visits/plans/${planId}/map`, label: m.visits_plan_map() },
      { to: `/visits/plans/${planId}/compare`, label: m.visits_plan_compare() },
    ]}
  />
);
