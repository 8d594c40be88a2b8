import { Tabs } from '~/ui/kit/tabs';
import { m } from '~/words/generated/messages';

/** Pages about the care of one person, side by side; the health file is there for those who may read it. */
export function CareTabs({ personId, seesHealth }: { personId: string; seesHealth: boolean }) {
  const at = `/people/${personId}`;
  return (
    <Tabs
      label={m.care_tabs()}
      tabs={[
        ...(seesHealth ? [{ to: `${at}/health`, label: m.care_health() }] : []),
        { to: `${at}/risks`, label: m.care_risks() },
        { to: `${at}/notes`, label: m.care_notes() },
      ]}
    />
  );
}
