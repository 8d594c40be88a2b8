import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { ListedAssessment } from '~/domain/assessments/list-assessments';
import { formatDate, formatEmpty, formatPeriod } from '~/ui/kit/format';
import { Status, Unconfirmed } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { inLanguage, scaleName, statusLabel, statusTone } from './labels';

interface AssessmentTableProps {
  readonly rows: readonly ListedAssessment[];
  readonly next?: string;
  /** Whose they are is clear from the page. */
  readonly ofOnePerson?: boolean;
  readonly empty: ReactNode;
}

/** Assessments, newest first, with the grade they propose or gave. */
export function AssessmentTable({ rows, next, ofOnePerson, empty }: AssessmentTableProps) {
  const date = (row: ListedAssessment) => formatDate(row.assessedOn);
  return (
    <Table
      caption={m.assessments_title()}
      rows={rows}
      rowKey={(row) => row.id}
      next={next}
      empty={empty}
      columns={[
        {
          key: 'who',
          title: ofOnePerson ? m.assessments_on() : m.assessments_person(),
          heading: true,
          cell: (row) => (
            <Link to={`/assessments/${row.id}`}>{ofOnePerson ? date(row) : row.personName}</Link>
          ),
        },
        ...(ofOnePerson ? [] : [{ key: 'on', title: m.assessments_on(), cell: date }]),
        {
          key: 'scale',
          title: m.assessments_scale(),
          cell: (row) => (
            <>
              {scaleName({ name: row.scaleName, nameEn: row.scaleNameEn })}{' '}
              {row.scaleConfidence === 'unconfirmed' ? <Unconfirmed /> : null}{' '}
              {row.origin === 'external' ? (
                <span className="quiet">{m.assessments_by_issuer({ issuer: row.issuer ?? '' })}</span>
              ) : null}
            </>
          ),
        },
        {
          key: 'grade',
          title: m.assessments_grade(),
          cell: (row) => (row.gradeLabel ? inLanguage(row.gradeLabel) : m.assessments_grade_open()),
        },
        {
          key: 'valid',
          title: m.assessments_valid(),
          cell: (row) => (row.validFrom ? formatPeriod(row.validFrom, row.validUntil) : formatEmpty()),
        },
        {
          key: 'status',
          title: m.assessments_status(),
          cell: (row) => <Status tone={statusTone[row.status]}>{statusLabel[row.status]()}</Status>,
        },
      ]}
    />
  );
}
