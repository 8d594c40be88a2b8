import type { Scoring } from '~/domain/assessments/scoring.rules';
import { Notice } from '~/ui/kit/notice';
import { Unconfirmed } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { inLanguage } from './labels';
import { stepTexts, undecidedText } from './step-text';

/** Why this grade and no other: every answer with what it counted, then every step up to the grade. */
export function Explanation({ scoring }: { scoring: Scoring }) {
  return (
    <>
      {scoring.items.length > 0 ? (
        <Table
          caption={m.assessments_answers()}
          rows={scoring.items}
          rowKey={(row) => row.code}
          empty={null}
          columns={[
            { key: 'item', title: m.assessments_item(), heading: true, cell: (row) => inLanguage(row.label) },
            { key: 'answer', title: m.assessments_answer(), cell: (row) => inLanguage(row.answer) },
            { key: 'score', title: m.assessments_score(), numeric: true, cell: (row) => row.score },
          ]}
        />
      ) : null}
      {scoring.undecided ? (
        <Notice tone="due" title={m.assessments_refused_title()}>
          {undecidedText(scoring.undecided)}
        </Notice>
      ) : (
        <Reckoning scoring={scoring} />
      )}
    </>
  );
}

function Reckoning({ scoring }: { scoring: Scoring }) {
  const texts = stepTexts(scoring);
  return (
    <>
      <h3>{m.assessments_reckoning()}</h3>
      <ol className="list-decimal pl-6">
        {scoring.measures.map((measure, place) => (
          <li key={measure.code}>
            {texts[place]} {measure.unconfirmed ? <Unconfirmed /> : null}
          </li>
        ))}
      </ol>
    </>
  );
}
