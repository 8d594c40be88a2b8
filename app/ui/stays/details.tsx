import type { Details, DetailsSaid } from '~/domain/stays/details.rules';
import type { Description } from '~/ui/kit/description-list';
import { m } from '~/words/generated/messages';
import { careLabel, disabilityLabel, factLabel, guardianRelationLabel, roomLabel } from './intake-labels';

/** A code in words; what is no code is shown as it was typed. */
export const saidIn = (
  labels: Readonly<Record<string, () => string>>,
  code: string | undefined,
): string | undefined => (code === undefined ? undefined : (labels[code]?.() ?? code));

const listed = (labels: Readonly<Record<string, () => string>>, codes: readonly string[] | undefined) =>
  codes?.map((code) => saidIn(labels, code)).join(m.reports_list_mark());

/** What else an application says, in words, by the step that asks it. */
export function detailDescriptions(said: DetailsSaid | Details) {
  const { disabilityKind, disabilityGrade } = said;
  const disability = [
    saidIn(disabilityLabel, disabilityKind),
    disabilityGrade ? m.stays_disability_grade_value({ grade: disabilityGrade }) : undefined,
  ];
  return {
    guardian: {
      term: m.stays_guardian_relation(),
      value: saidIn(guardianRelationLabel, said.guardianRelation),
    },
    needs: [
      { term: m.stays_care(), value: listed(careLabel, said.care) },
      { term: m.stays_rooms(), value: listed(roomLabel, said.rooms) },
      { term: m.stays_wish(), value: said.wish },
    ],
    hardship: [
      { term: m.stays_facts(), value: listed(factLabel, said.facts) },
      { term: m.stays_disability(), value: disability.filter(Boolean).join(' ') },
    ],
    later: { term: m.stays_documents_later(), value: said.documentsLater },
  } satisfies Record<string, Description | Description[]>;
}
