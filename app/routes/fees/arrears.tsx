import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { arrearsSteps } from '~/domain/fees/arrears.rules';
import { listArrears } from '~/domain/fees/list-arrears';
import { tellArrears } from '~/domain/fees/tell-arrears';
import { page, post } from '~/routes/authorised.server';
import { toldHowLabel } from '~/ui/fees/labels';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, HiddenField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor }) => ({
  rows: (await listArrears(actor, {})).map((row) => {
    const how = arrearsSteps[row.step - 1]?.how ?? 'phone';
    return { ...row, how, stepText: m.fees_arrears_step({ step: row.step, how: toldHowLabel[how]() }) };
  }),
  hows: arrearsSteps.map(({ how }) => ({ value: how, label: toldHowLabel[how]() })),
  mayTell: actor.permissions.has('fees.record-payment'),
  viewer: actor.name,
}));

export const action = post(tellArrears, { then: () => '/bills/arrears' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_arrears() }) }];

export default function Arrears() {
  const { rows, hows, mayTell, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.fees_arrears()}
      lead={m.fees_arrears_lead()}
      above={[{ to: '/bills', label: m.fees_bills_title() }]}
      watermark={viewer}
    >
      <Table
        caption={m.fees_arrears()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.fees_arrears_empty()}
        columns={[
          {
            key: 'who',
            title: m.fees_resident(),
            heading: true,
            cell: (row) => <Link to={`/accounts/${row.personId}`}>{row.personName}</Link>,
          },
          {
            key: 'step',
            title: m.fees_arrears_ladder(),
            cell: (row) => <Status tone={row.step > 2 ? 'late' : 'due'}>{row.stepText}</Status>,
          },
          {
            key: 'bill',
            title: m.fees_arrears_oldest(),
            cell: (row) => <Link to={`/bills/${row.invoiceId}`}>{row.invoiceNumber}</Link>,
          },
          {
            key: 'days',
            title: m.fees_arrears_days(),
            numeric: true,
            cell: (row) => m.fees_arrears_days_value({ days: row.overdueDays }),
          },
          {
            key: 'owed',
            title: m.fees_arrears_owed(),
            numeric: true,
            cell: (row) => formatMoney(row.owedFen),
          },
          { key: 'on', title: m.fees_arrears_on(), cell: (row) => formatDate(row.onDate) },
          {
            key: 'do',
            title: m.fees_arrears_told(),
            cell: (row) =>
              mayTell ? (
                <Dialog id={`told-${row.id}`} title={m.fees_arrears_tell()} trigger={m.fees_arrears_tell()}>
                  <EditForm reply={reply} values={{ how: row.how }}>
                    <HiddenField name="noticeId" value={row.id} />
                    <Choice name="how" label={m.fees_arrears_how()} options={hows} />
                    <TextArea name="note" label={m.fees_note()} hint={m.fees_arrears_note_hint()} optional />
                    <SubmitButton>{m.fees_arrears_tell()}</SubmitButton>
                  </EditForm>
                </Dialog>
              ) : null,
          },
        ]}
      />
    </Page>
  );
}
