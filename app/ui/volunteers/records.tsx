import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { Section } from '../kit/page';
import { Table } from '../kit/table';
import type { recordGroups } from './record-groups';

/** What is recorded of a volunteer, a list for each kind; whoever `mayWithdraw` withdraws one (intent `withdraw`). */
export function Records({
  groups,
  reply,
  mayWithdraw,
}: {
  groups: ReturnType<typeof recordGroups>;
  reply?: Reply;
  mayWithdraw: boolean;
}) {
  return groups.map(({ kind, title, rows }) => (
    <Section key={kind} title={title}>
      <Table
        caption={title}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.volunteers_record_empty()}
        columns={[
          { key: 'what', title: m.volunteers_record_what(), heading: true, cell: (row) => row.what },
          { key: 'more', title: m.volunteers_record_more(), cell: (row) => row.more },
          { key: 'on', title: m.volunteers_record_on(), cell: (row) => row.on },
          { key: 'by', title: m.volunteers_record_by(), cell: (row) => row.by },
          ...(mayWithdraw
            ? [
                {
                  key: 'withdraw',
                  title: m.volunteers_record_withdraw(),
                  cell: (row: (typeof rows)[number]) => (
                    <Dialog
                      id={`withdraw-${row.id}`}
                      title={m.volunteers_record_withdraw_title()}
                      trigger={m.volunteers_record_withdraw()}
                      danger
                    >
                      <EditForm intent="withdraw" id={row.id} reply={reply}>
                        <HiddenField name="kind" value={kind} />
                        <HiddenField name="recordId" value={row.id} />
                        <TextArea
                          name="reason"
                          label={m.volunteers_reason()}
                          hint={m.volunteers_record_withdraw_hint()}
                        />
                        <SubmitButton danger>{m.volunteers_record_withdraw()}</SubmitButton>
                      </EditForm>
                    </Dialog>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  ));
}
