import { Link } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { HiddenField, SubmitButton } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { Status } from '../kit/status';
import { type Column, Table } from '../kit/table';
import type { invitationInWords } from './invitations';

type Invited = ReturnType<typeof invitationInWords>;

/** Who of a group was asked to become a volunteer and what they said; whoever `mayAsk` reminds, takes back or makes a link (intents `remind`, `withdraw`, `link`). */
export function InvitationTable({
  invitations,
  mayAsk,
  reply,
}: {
  invitations: readonly Invited[];
  mayAsk: boolean;
  reply: Reply | undefined;
}) {
  const actions: Column<Invited> = {
    key: 'actions',
    title: m.volunteers_invited_actions(),
    cell: (row) =>
      row.open ? (
        <div className="flex flex-wrap gap-2">
          {row.mayRemind ? (
            <Act intent="remind" row={row} reply={reply}>
              {m.volunteers_invited_remind()}
            </Act>
          ) : null}
          <Act intent="link" row={row} reply={reply}>
            {m.volunteers_invited_link()}
          </Act>
          <Act intent="withdraw" row={row} reply={reply} danger>
            {m.volunteers_invited_withdraw()}
          </Act>
        </div>
      ) : null,
  };
  return (
    <Table
      caption={m.volunteers_invited()}
      rows={invitations}
      rowKey={(row) => row.id}
      empty={m.volunteers_invited_empty()}
      columns={[
        {
          key: 'name',
          title: m.volunteers_name(),
          heading: true,
          cell: (row) => (
            <>
              {row.volunteerId ? <Link to={`/volunteers/${row.volunteerId}`}>{row.name}</Link> : row.name}
              {row.leads ? <span className="quiet"> {m.volunteers_group_responsible()}</span> : null}
            </>
          ),
        },
        { key: 'phone', title: m.volunteers_phone(), cell: (row) => row.phone },
        {
          key: 'state',
          title: m.volunteers_invited_state(),
          cell: (row) => <Status tone={row.tone}>{row.state}</Status>,
        },
        { key: 'when', title: m.volunteers_invited_when(), cell: (row) => row.when },
        {
          key: 'deliveries',
          title: m.notices_deliveries(),
          cell: (row) => row.deliveries,
        },
        ...(mayAsk ? [actions] : []),
      ]}
    />
  );
}

function Act({
  intent,
  row,
  reply,
  danger,
  children,
}: {
  intent: string;
  row: Invited;
  reply: Reply | undefined;
  danger?: boolean;
  children: string;
}) {
  return (
    <EditForm intent={intent} id={`${intent}-${row.id}`} reply={reply}>
      <HiddenField name="invitationId" value={row.id} />
      <SubmitButton danger={danger}>
        {children}
        <span className="sr-only"> {row.name}</span>
      </SubmitButton>
    </EditForm>
  );
}
