import { Link } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDate } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

interface Asked {
  readonly id: string;
  readonly causeText: string;
  readonly askedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly askedBy: string;
  readonly statement: string | null;
  readonly closedAt: Date | null;
  readonly closingAssessmentId: string | null;
  readonly closingReason: string | null;
}

/** Why a person was or is to be assessed again, and what came of it. */
export function AskedAgain({ rows }: { rows: readonly Asked[] }) {
  return (
    <Table
      caption={m.assessments_again_title()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={m.assessments_again_empty()}
      columns={[
        { key: 'on', title: m.assessments_again_on(), heading: true, cell: (row) => formatDate(row.askedOn) },
        { key: 'cause', title: m.assessments_again_cause(), cell: (row) => row.causeText },
        {
          key: 'said',
          title: m.assessments_again_by(),
          cell: (row) =>
            row.statement ? m.assessments_again_said({ by: row.askedBy, said: row.statement }) : row.askedBy,
        },
        { key: 'due', title: m.assessments_again_due(), cell: (row) => formatDate(row.dueOn) },
        {
          key: 'state',
          title: m.assessments_status(),
          cell: (row) =>
            row.closingAssessmentId ? (
              <Link to={`/assessments/${row.closingAssessmentId}`}>{m.assessments_again_answered()}</Link>
            ) : row.closedAt ? (
              <Status tone="stopped">
                {m.assessments_again_dismissed({ reason: row.closingReason ?? '' })}
              </Status>
            ) : (
              <Status tone="due">{m.assessments_again_open()}</Status>
            ),
        },
      ]}
    />
  );
}
