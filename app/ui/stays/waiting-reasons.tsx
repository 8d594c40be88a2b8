import type { Criterion, DecidedBy } from '~/domain/stays/waiting-order.rules';
import { formatDate } from '~/ui/kit/format';
import { Unconfirmed } from '~/ui/kit/status';
import { categoryLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { aheadLabel, gradeText } from './labels';

type Ahead = Readonly<Record<DecidedBy, number>>;

/** Who is ahead, by reason: `2 人困难类别在先`. */
export const aheadTexts = (ahead: Ahead): string[] =>
  (Object.keys(ahead) as DecidedBy[])
    .filter((by) => ahead[by] > 0)
    .map((by) => aheadLabel[by]({ count: ahead[by] }));

interface Rule {
  readonly version: number;
  readonly effectiveFrom: Parameters<typeof formatDate>[0];
  readonly criteria: readonly Criterion[];
  readonly source: string;
  readonly sourceEn: string;
  readonly confidence: 'confirmed' | 'unconfirmed';
}

function criterionText(criterion: Criterion): string {
  const inOrder = (texts: readonly string[]) => texts.join(m.reports_list_mark());
  switch (criterion.by) {
    case 'passes':
      return m.stays_rule_passes();
    case 'category':
      return m.stays_rule_category({ order: inOrder(criterion.order.map((one) => categoryLabel[one]())) });
    case 'grade':
      return m.stays_rule_grade({ order: inOrder(criterion.order.map(gradeText)) });
    case 'appliedOn':
      return m.stays_rule_appliedOn();
  }
}

/** The published rule in words, with its source. */
export function WaitingRule({ rule }: { rule: Rule }) {
  return (
    <>
      <p>
        {m.stays_rule_version({ version: rule.version, date: formatDate(rule.effectiveFrom) })}{' '}
        {rule.confidence === 'unconfirmed' ? <Unconfirmed /> : null}
      </p>
      <ol className="list-decimal pl-6">
        {rule.criteria.map((criterion) => (
          <li key={criterion.by}>{criterionText(criterion)}</li>
        ))}
        <li>{m.stays_rule_registered()}</li>
      </ol>
      <p className="quiet">
        {m.stays_rule_source({ source: getLocale() === 'en' ? rule.sourceEn : rule.source })}
      </p>
    </>
  );
}
