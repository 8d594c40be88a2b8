import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { HiddenField, SubmitButton, TextField } from '../kit/fields';
import { EditForm, FilterForm, type Reply } from '../kit/form';
import { Status } from '../kit/status';
import { Table } from '../kit/table';
import { ReasonDialog } from './reason-dialog';

interface Account {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly disabledAt: Date | null;
  /** Name of the record that it is tied to. */
  readonly tiedTo: string | null;
}

/** Accounts of donors or families, those that wait first; `path` leads to each. */
export function AccountsTable({
  caption,
  empty,
  path,
  record,
  text,
  accounts,
}: {
  caption: string;
  empty: string;
  path: string;
  /** What an account is tied to, as title of the column. */
  record: string;
  /** What was looked for. */
  text: string | undefined;
  accounts: readonly Account[];
}) {
  return (
    <>
      <FilterForm values={{ text }}>
        <TextField name="text" type="search" label={m.access_accounts_search()} optional />
      </FilterForm>
      <Table
        caption={caption}
        rows={accounts}
        rowKey={(account) => account.id}
        empty={empty}
        columns={[
          {
            key: 'name',
            title: m.access_name(),
            heading: true,
            cell: (account) => <Link to={`${path}/${account.id}`}>{account.name}</Link>,
          },
          {
            key: 'user',
            title: m.access_user_name(),
            cell: (account) => (
              <>
                <code>{account.userName}</code>{' '}
                {account.disabledAt ? <Status tone="stopped">{m.access_accounts_disabled()}</Status> : null}
              </>
            ),
          },
          {
            key: 'record',
            title: record,
            cell: (account) => account.tiedTo ?? <Status tone="due">{m.access_accounts_untied()}</Status>,
          },
        ]}
      />
    </>
  );
}

/** Ties the account of the page to one record, with the reason; `field` is the use case's name of the record. */
export const TieForm = ({
  field,
  id,
  reply,
  children,
}: {
  field: string;
  id: string;
  reply?: Reply | null;
  children?: ReactNode;
}) => (
  <EditForm intent="tie" id={`tie-${id}-form`} reply={reply}>
    <HiddenField name={field} value={id} />
    {children}
    <TieReason />
    <SubmitButton>{m.access_tie()}</SubmitButton>
  </EditForm>
);

export const TieReason = () => (
  <TextField
    name="reason"
    label={m.access_tie_reason()}
    hint={m.access_tie_reason_hint()}
    maxLength={500}
    autoComplete="off"
  />
);

export const UntieDialog = ({ reply }: { reply?: Reply | null }) => (
  <ReasonDialog intent="untie" title={m.access_untie()} text={m.access_untie_text()} reply={reply} danger />
);
