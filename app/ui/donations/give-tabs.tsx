import { m } from '~/words/generated/messages';
import { Tabs } from '../kit/tabs';

/** Money or goods. */
export const GiveTabs = ({ district }: { district: string }) => (
  <Tabs
    label={m.donations_give_title()}
    tabs={[
      { to: `/give?district=${district}`, label: m.donations_give_tab_money() },
      { to: `/give/goods?district=${district}`, label: m.donations_give_tab_goods() },
    ]}
  />
);
