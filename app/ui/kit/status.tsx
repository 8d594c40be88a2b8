import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { Icon, type IconName } from './icon';

/**
 * What a colour means, everywhere: `ok` in order or done · `due` to be done soon · `late` overdue, refused or wrong ·
 * `stopped` closed, ended, out of use · `info` neutral fact · `unconfirmed` not checked yet (待核实) · `demo` invented (演示数据).
 */
export type Tone = 'ok' | 'due' | 'late' | 'stopped' | 'info' | 'unconfirmed' | 'demo';

export const toneIcon: Record<Tone, IconName> = {
  ok: 'check',
  due: 'clock',
  late: 'alert',
  stopped: 'stopped',
  info: 'info',
  unconfirmed: 'question',
  demo: 'demo',
};

/** State of one thing in a word or two, with the icon and colour of its tone. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`status tone-${tone}`}>
      <Icon name={toneIcon[tone]} />
      {children}
    </span>
  );
}

/** Marks what nobody has checked yet. */
export const Unconfirmed = () => <Status tone="unconfirmed">{m.kit_unconfirmed()}</Status>;

/** Marks what was invented to show the product. */
export const DemoData = () => <Status tone="demo">{m.kit_demo_data()}</Status>;
