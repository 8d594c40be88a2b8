import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { sixItems } from '~/domain/people/applicant-row.rules';
import type { Stage } from '~/domain/stays/application.rules';
import type { Application } from '~/domain/stays/find-application';
import { type Description, DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatEmpty, formatPhone } from '~/ui/kit/format';
import { type Step, Steps } from '~/ui/kit/steps';
import { categoryLabel, sexLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';
import { gradeText, itemLabel, metLabel } from './labels';

/** The way an application goes; the number of steps that lie behind it at each stage. */
const doneAt: Record<Stage, number> = {
  received: 1,
  ineligible: 1,
  eligible: 2,
  assessed: 3,
  waiting: 3,
  offered: 4,
  admitted: 6,
  declined: 4,
  withdrawn: 1,
};

/** Where an application stands on its way. */
export function ApplicationSteps({ stage }: { stage: Stage }) {
  const labels = [
    m.stays_step_received(),
    m.stays_step_decided(),
    m.stays_step_assessed(),
    m.stays_step_waiting(),
    m.stays_step_offered(),
    m.stays_step_admitted(),
  ];
  const done = doneAt[stage];
  const over = stage === 'ineligible' || stage === 'declined' || stage === 'withdrawn';
  const steps = labels.map((label, index): Step => {
    const state = index < done ? 'done' : index === done && !over ? 'current' : 'open';
    return { key: label, label, state };
  });
  return <Steps label={m.stays_steps()} steps={steps} />;
}

interface FactsProps {
  readonly application: Application;
  readonly town?: string;
  /** The telephone with the way to see it; without it, it stays masked. */
  readonly phone?: ReactNode;
  readonly linked?: boolean;
  /** `moreFacts` of the loader. */
  readonly more: readonly Description[];
}

/** What was said in an application; the telephone masked until somebody gives a reason. */
export function ApplicationFacts({ application, town, phone, linked, more }: FactsProps) {
  const { personId, personName, guardianPhone, healthShown, stated, note } = application;
  const person: Description = {
    term: m.stays_person(),
    value: linked ? <Link to={`/people/${personId}`}>{personName}</Link> : personName,
  };
  const shownPhone: Description = {
    term: m.stays_guardian_phone(),
    value: phone ?? (guardianPhone ? formatPhone(guardianPhone) : null),
  };
  const health: Description[] = healthShown
    ? [
        { term: m.stays_stated_short(), value: statedText(stated) },
        { term: m.stays_note(), value: note },
      ]
    : [{ term: m.stays_stated_short(), value: m.stays_health_hidden() }];
  return (
    <DescriptionList
      items={[
        person,
        { term: m.people_sex(), value: sexLabel[application.sex]() },
        { term: m.people_birth_date(), value: formatDate(application.birthDate) },
        { term: m.stays_town(), value: town },
        { term: m.stays_category(), value: categoryLabel[application.category]() },
        { term: m.stays_applied_on(), value: formatDate(application.appliedOn) },
        {
          term: m.stays_grade(),
          value: healthShown ? gradeText(application.grade) : m.stays_health_hidden(),
        },
        { term: m.stays_household_size(), value: application.householdSize },
        { term: m.stays_guardian(), value: application.guardianName },
        shownPhone,
        ...(application.waitingFrom
          ? [{ term: m.stays_waiting_from(), value: formatDate(application.waitingFrom) }]
          : []),
        ...(application.passes > 0 ? [{ term: m.stays_passes(), value: application.passes }] : []),
        ...health,
        ...more,
      ]}
    />
  );
}

function statedText(stated: Application['stated']): string {
  const said = sixItems.flatMap((item) => {
    const answer = stated?.[item];
    return answer ? [m.stays_stated_item({ item: itemLabel[item](), answer: metLabel[answer]() })] : [];
  });
  return said.length > 0 ? said.join(m.reports_list_mark()) : formatEmpty();
}
