import type { Label } from '~/domain/assessments/scale.rules';
import type { ReckonedMeasure, Scoring, Undecided } from '~/domain/assessments/scoring.rules';
import { Notice } from '~/ui/kit/notice';
import { Unconfirmed } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { inLanguage } from './labels';

/** Why this grade and no other: every answer with what it counted, then every step up to the grade. */
export function Explanation({ scoring }: { scoring: Scoring }) {
  return (
    <>
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
      {scoring.undecided ? <Refused undecided={scoring.undecided} /> : <Reckoning scoring={scoring} />}
    </>
  );
}

/** Which items leave the grade open, and which grades are left. */
function Refused({ undecided: { items, grades } }: { undecided: Undecided }) {
  const listed = (labels: readonly { readonly label: Label }[]) =>
    labels.map(({ label }) => inLanguage(label)).join(m.assessments_between());
  return (
    <Notice tone="due" title={m.assessments_refused_title()}>
      {m.assessments_refused_hint({ items: listed(items), grades: listed(grades) })}
    </Notice>
  );
}

function Reckoning({ scoring }: { scoring: Scoring }) {
  return (
    <>
      <h3>{m.assessments_reckoning()}</h3>
      <ol className="list-decimal pl-6">
        {scoring.measures.map((measure, place) => (
          <li key={measure.code}>
            <Step
              measure={measure}
              outcome={
                place === scoring.measures.length - 1 && scoring.gradeLabel
                  ? inLanguage(scoring.gradeLabel)
                  : String(measure.value)
              }
            />{' '}
            {measure.unconfirmed ? <Unconfirmed /> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

/** One step in words; the last step's outcome is the grade itself. */
function Step({
  measure: { kind, label, from, band },
  outcome,
}: {
  measure: ReckonedMeasure;
  outcome: string;
}) {
  const name = inLanguage(label);
  if (kind === 'sum')
    return (
      <>{m.assessments_step_sum({ name, parts: from.map((part) => part.value).join(' + '), outcome })}</>
    );
  if (from.length === 0) return <>{m.assessments_step_rule({ name, outcome })}</>;
  const sources = from
    .map((part) => m.assessments_step_source({ name: inLanguage(part.label), value: part.value }))
    .join(m.assessments_between());
  if (band && band.from !== band.to)
    return <>{m.assessments_step_band({ name, sources, from: band.from, to: band.to, outcome })}</>;
  return <>{m.assessments_step_from({ name, sources, outcome })}</>;
}
