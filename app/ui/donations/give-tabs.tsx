import { m } from '~/words/generated/messages';
import { Tabs } from '../kit/tabs';

/** Money or goods; for the same appeal, if it is for one. */
export const GiveTabs = ({ district, appealId }: { district: string; appealId?: string }) => {
  const query = new URLSearchParams({ district, ...(appealId && { appeal: appealId }) });
  return (
    <Tabs
      label={m.donations_give_title()}
      tabs={[
        { to: `/give?${query}`, label: m.donations_give_tab_money() },
        { to: `/give/goods?${query}`, label: m.donations_give_tab_goods() },
      ]}
    />
  );
};
