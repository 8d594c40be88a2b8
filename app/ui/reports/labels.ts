import { m } from '~/words/generated/messages';

const grades: Readonly<Record<string, (() => string) | undefined>> = {
  independent: m.reports_grade_independent,
  partial: m.reports_grade_partial,
  total: m.reports_grade_total,
};

/** A grade of the six items in words. */
export const gradeLabel = (grade: string | null): string =>
  (grade === null ? m.reports_grade_none : (grades[grade] ?? m.reports_grade_none))();

/** How each figure is counted. */
export const definitionsOf = (denominator: 'all' | 'in_service') => [
  { term: m.reports_occupancy(), text: m.reports_definition_occupancy() },
  {
    term: m.reports_nursing(),
    text: m.reports_definition_nursing({
      denominator: denominator === 'all' ? m.reports_denominator_all() : m.reports_denominator_in_service(),
    }),
  },
  { term: m.reports_support(), text: m.reports_definition_support() },
  { term: m.reports_waited(), text: m.reports_definition_waited() },
  { term: m.reports_unpaid(), text: m.reports_definition_unpaid() },
  { term: m.reports_grades(), text: m.reports_definition_grades() },
];
