import { m } from '~/words/generated/messages';
import { Tabs } from '../kit/tabs';

/** Pages about one volunteer: by id at the desk, of oneself without. */
export function VolunteerTabs({ id }: { id?: string }) {
  const own = id === undefined;
  const at = own ? '/my/service' : `/volunteers/${id}`;
  return (
    <Tabs
      label={m.volunteers_tabs()}
      tabs={[
        { to: at, label: m.volunteers_tab_service() },
        { to: `${at}/records`, label: m.volunteers_tab_records() },
        ...(own
          ? [
              { to: `${at}/teams`, label: m.volunteers_tab_teams() },
              { to: `${at}/calendar`, label: m.volunteers_tab_calendar() },
            ]
          : []),
      ]}
    />
  );
}
