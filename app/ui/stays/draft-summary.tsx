import { Link } from '@remix-run/react';
import { sixItems } from '~/domain/people/applicant-row.rules';
import type { DraftStep } from '~/domain/stays/draft-steps.rules';
import type { Draft } from '~/domain/stays/find-draft';
import { type Description, DescriptionList } from '~/ui/kit/description-list';
import { formatNumber } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { categoryLabel, sexLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';
import { detailDescriptions, saidIn } from './details';
import { draftStepLabel } from './intake-labels';
import { itemLabel, metLabel } from './labels';

/** Everything that was filled in, step by step, as it was typed, each with the way to change it. */
export function DraftSummary({ draft, path }: { draft: Draft; path: string }) {
  const { said, personName, documents } = draft;
  const details = detailDescriptions(said);
  const stated = sixItems.flatMap((item) => {
    const answer = said.stated?.[item];
    const words = answer === 'met' || answer === 'unmet' ? metLabel[answer]() : answer;
    return words ? [m.stays_stated_item({ item: itemLabel[item](), answer: words })] : [];
  });
  const parts: readonly [DraftStep, readonly Description[]][] = [
    ['who', whoItems(draft)],
    [
      'household',
      [
        { term: m.stays_household_size(), value: said.householdSize },
        { term: m.stays_guardian(), value: said.guardianName },
        details.guardian,
        { term: m.stays_guardian_phone(), value: said.guardianPhone },
      ],
    ],
    [
      'needs',
      [
        { term: m.stays_stated_short(), value: stated.join(m.reports_list_mark()) },
        ...details.needs,
        { term: m.stays_note(), value: said.note },
      ],
    ],
    [
      'hardship',
      [{ term: m.stays_category(), value: saidIn(categoryLabel, said.category) }, ...details.hardship],
    ],
    [
      'documents',
      [
        {
          term: m.stays_documents(),
          value: m.stays_document_there({
            count: formatNumber(documents.filter(({ withdrawnAt }) => !withdrawnAt).length),
          }),
        },
        details.later,
      ],
    ],
  ];
  return (
    <>
      {parts.map(([step, items]) => (
        <Section
          key={step}
          title={draftStepLabel[step]()}
          actions={
            personName && step === 'who' && items.length === 1 ? null : (
              <Link to={`${path}/${step}`} className="button button-quiet">
                {m.stays_draft_change()}
              </Link>
            )
          }
        >
          <DescriptionList items={items} />
        </Section>
      ))}
    </>
  );
}

function whoItems({ personName, said: { person = {}, appliedOn } }: Draft): Description[] {
  const name = { term: m.people_name(), value: personName ?? person.name };
  const applied = appliedOn ? [{ term: m.stays_applied_on(), value: appliedOn }] : [];
  if (personName) return [name, ...applied];
  return [
    name,
    { term: m.people_identity_number(), value: person.identityNumber },
    { term: m.people_sex(), value: saidIn(sexLabel, person.sex) },
    { term: m.people_birth_date(), value: person.birthDate },
    { term: m.people_phone(), value: person.phone },
    ...applied,
  ];
}
