import type { ReckonedMeasure, Scoring } from '~/domain/assessments/scoring.rules';
import { m } from '~/words/generated/messages';
import { inLanguage } from './labels';

/** Every step up to the grade in words; the last step's outcome is the grade itself. */
export const stepTexts = ({ measures, gradeLabel }: Scoring): string[] =>
  measures.map((measure, place) =>
    stepText(
      measure,
      place === measures.length - 1 && gradeLabel ? inLanguage(gradeLabel) : String(measure.value),
    ),
  );

function stepText({ kind, label, from, band }: ReckonedMeasure, outcome: string): string {
  const name = inLanguage(label);
  if (kind === 'sum')
    return m.assessments_step_sum({ name, parts: from.map((part) => part.value).join(' + '), outcome });
  if (from.length === 0) return m.assessments_step_rule({ name, outcome });
  const sources = from
    .map((part) => m.assessments_step_source({ name: inLanguage(part.label), value: part.value }))
    .join(m.assessments_between());
  return band && band.from !== band.to
    ? m.assessments_step_band({ name, sources, from: band.from, to: band.to, outcome })
    : m.assessments_step_from({ name, sources, outcome });
}

/** What refused items leave open, in words. */
export function undecidedText({ items, grades }: NonNullable<Scoring['undecided']>): string {
  const listed = (labels: readonly { readonly label: Parameters<typeof inLanguage>[0] }[]) =>
    labels.map(({ label }) => inLanguage(label)).join(m.assessments_between());
  return m.assessments_refused_hint({ items: listed(items), grades: listed(grades) });
}
