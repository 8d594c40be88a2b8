import { Tabs } from '~/ui/kit/tabs';
import { m } from '~/words/generated/messages';

/** The pages about beds, side by side. */
export const BedTabs = () => (
  <Tabs
    label={m.beds_nav()}
    tabs={[
      { to: '/beds', label: m.beds_title() },
      { to: '/beds/timeline', label: m.beds_timeline() },
      { to: '/beds/free', label: m.beds_find() },
      { to: '/beds/closures', label: m.beds_closures() },
      { to: '/beds/cleaning', label: m.beds_cleaning() },
      { to: '/beds/places', label: m.beds_places() },
    ]}
  />
);
