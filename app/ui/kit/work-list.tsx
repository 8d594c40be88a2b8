import { Link } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { Icon, type IconName } from './icon';
import { Status, type Tone } from './status';

export interface WorkItem {
  readonly key: string;
  /** What waits, in words: 待评估的申请. */
  readonly label: string;
  readonly count: number;
  /** The rows behind the number. */
  readonly to: string;
  readonly icon?: IconName;
  /** How many of them are overdue. */
  readonly late?: number;
  /** When the next one is due, in words. */
  readonly next?: string;
}

/** Today's work: what is late first, then what waits, then what is done. */
export function WorkList({ items }: { items: readonly WorkItem[] }) {
  const order = (item: WorkItem) => (item.late ? 0 : item.count > 0 ? 1 : 2);
  const sorted = [...items].sort((a, b) => order(a) - order(b));
  return (
    <ul className="work-list">
      {sorted.map((item) => (
        <li key={item.key}>
          <Link to={item.to} className={item.count > 0 ? 'work-item' : 'work-item work-item-done'}>
            {item.icon ? <Icon name={item.icon} className="icon work-icon" /> : null}
            <span className="work-label">{item.label}</span>
            <span className="work-count">{item.count}</span>
            <span className="work-state">
              <State item={item} />
              {item.next ? <span className="quiet">{item.next}</span> : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function State({ item }: { item: WorkItem }): ReturnType<typeof Status> {
  const [tone, words]: [Tone, string] = item.late
    ? ['late', m.kit_work_late({ count: item.late })]
    : item.count > 0
      ? ['due', m.kit_work_due()]
      : ['ok', m.kit_work_done()];
  return <Status tone={tone}>{words}</Status>;
}
