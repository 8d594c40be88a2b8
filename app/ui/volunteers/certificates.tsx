import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { formatDate, formatMinutes, formatPeriod } from '../kit/format';
import { Status } from '../kit/status';
import { Table } from '../kit/table';
import type { VolunteerView } from './volunteer-facts';

/** Certificates of a volunteer; `paper` leads to the PDF of one. */
export function Certificates({
  rows,
  paper,
}: {
  rows: VolunteerView['certificates'];
  paper: (id: string) => string;
}) {
  return (
    <Table
      caption={m.volunteers_certificates_title()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={m.volunteers_certificates_empty()}
      columns={[
        { key: 'number', title: m.volunteers_certificate_number(), heading: true, cell: (row) => row.number },
        {
          key: 'period',
          title: m.volunteers_certificate_period(),
          cell: (row) => formatPeriod(row.fromDate as PlainDate, row.untilDate as PlainDate),
        },
        {
          key: 'hours',
          title: m.volunteers_minutes(),
          numeric: true,
          cell: (row) => formatMinutes(row.minutes),
        },
        {
          key: 'issued',
          title: m.volunteers_certificate_issued_on(),
          cell: (row) => formatDate(row.issuedOn as PlainDate),
        },
        {
          key: 'state',
          title: m.volunteers_status(),
          cell: (row) =>
            row.revokedOn ? (
              <Status tone="stopped">{m.volunteers_certificate_revoked()}</Status>
            ) : (
              <Status tone="ok">{m.volunteers_certificate_valid()}</Status>
            ),
        },
        {
          key: 'paper',
          title: m.volunteers_certificate_pdf(),
          cell: (row) => <a href={paper(row.id)}>{m.volunteers_certificate_pdf()}</a>,
        },
      ]}
    />
  );
}
