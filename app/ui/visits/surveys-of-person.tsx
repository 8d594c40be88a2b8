import { Link } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { formatInstant } from '../kit/format';
import { Section } from '../kit/page';
import { Table } from '../kit/table';

interface Survey {
  readonly id: string;
  readonly recordedAt: Date;
  readonly volunteerName: string;
}

/** Surveys in the file of a person or household; the answers are behind a reason. */
export function SurveysOfPerson({ surveys }: { surveys: readonly Survey[] }) {
  return (
    <Section title={m.visits_surveys()}>
      <Table
        caption={m.visits_surveys()}
        rows={surveys}
        rowKey={(row) => row.id}
        empty={m.visits_surveys_none()}
        columns={[
          {
            key: 'at',
            title: m.visits_survey_on(),
            heading: true,
            cell: (row) => <Link to={`/visits/surveys/${row.id}`}>{formatInstant(row.recordedAt)}</Link>,
          },
          { key: 'by', title: m.visits_volunteer(), cell: (row) => row.volunteerName },
        ]}
      />
    </Section>
  );
}
