import { Link } from '@remix-run/react';
import type { findTeam } from '~/domain/volunteers/list-teams';
import { m } from '~/words/generated/messages';
import { HiddenField, SubmitButton } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { formatDate, formatMinutes } from '../kit/format';
import { Status } from '../kit/status';
import { type Column, Table } from '../kit/table';
import { serviceText } from './labels';
import { volunteerStatusLabel, volunteerStatusTone } from './status';

type Member = NonNullable<Awaited<ReturnType<typeof findTeam>>>['people'][number];

/** Members of a team and who is asked to join; whoever `mayRemove` takes one out (intent `remove`), but never the leader. */
export function MemberTable({
  people,
  leaderId,
  linked,
  mayRemove,
  reply,
}: {
  people: readonly Member[];
  leaderId: string | null;
  /** Names lead to the volunteer's page. */
  linked: boolean;
  mayRemove: boolean;
  reply: Reply | undefined;
}) {
  const remove: Column<Member> = {
    key: 'remove',
    title: m.volunteers_team_remove(),
    cell: (row) =>
      row.volunteerId === leaderId ? (
        m.volunteers_team_leader()
      ) : (
        <EditForm intent="remove" id={row.id} reply={reply}>
          <HiddenField name="membershipId" value={row.id} />
          <SubmitButton danger>
            {m.volunteers_team_remove()}
            <span className="sr-only"> {row.name}</span>
          </SubmitButton>
        </EditForm>
      ),
  };
  return (
    <Table
      caption={m.volunteers_team_members()}
      rows={people}
      rowKey={(row) => row.id}
      empty={m.volunteers_team_members_empty()}
      columns={[
        {
          key: 'name',
          title: m.volunteers_name(),
          heading: true,
          cell: (row) => (linked ? <Link to={`/volunteers/${row.volunteerId}`}>{row.name}</Link> : row.name),
        },
        { key: 'number', title: m.volunteers_number(), cell: (row) => row.number },
        {
          key: 'services',
          title: m.volunteers_services(),
          cell: (row) => row.serviceKinds.map(serviceText).join(m.reports_list_mark()),
        },
        {
          key: 'hours',
          title: m.volunteers_hours_total(),
          numeric: true,
          cell: (row) => formatMinutes(row.minutes),
        },
        {
          key: 'membership',
          title: m.volunteers_team_membership(),
          cell: (row) =>
            row.agreedOn
              ? m.volunteers_team_member_since({ date: formatDate(row.agreedOn) })
              : m.volunteers_team_member_asked({ date: formatDate(row.invitedOn) }),
        },
        {
          key: 'status',
          title: m.volunteers_status(),
          cell: (row) => (
            <Status tone={volunteerStatusTone[row.status] ?? 'info'}>
              {volunteerStatusLabel[row.status]?.()}
            </Status>
          ),
        },
        ...(mayRemove ? [remove] : []),
      ]}
    />
  );
}
