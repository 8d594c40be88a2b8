import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { closeLapsed } from '~/domain/visits/cancel-need';
import { listNeeds } from '~/domain/visits/list-visits';
import { priorities } from '~/domain/visits/visit.rules';
import { page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import {
  Checkbox,
  Choices,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatMinutes, formatNumber } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { townLabel, townOptions } from '~/ui/people/labels';
import { needStatusLabel, needStatusTone } from '~/ui/visits/labels';
import { priorityLabel } from '~/ui/visits/need-choices';
import { windowTime } from '~/ui/visits/visit-time';
import { optionsOf, serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view-needs', async ({ actor, url }) => {
  const status = url.searchParams.get('status') || undefined;
  const after = url.searchParams.get('after') ?? undefined;
  const search = url.searchParams.get('search') || undefined;
  const town = url.searchParams.get('town') || undefined;
  const [needs, towns] = await Promise.all([
    listNeeds(actor, { status, search, townCode: town, after }),
    listTowns(actor),
  ]);
  return {
    needs: needs.rows,
    next: needs.next,
    status,
    search,
    town,
    // Who is bound to a town sees no other's.
    towns: actor.townCode ? [] : townOptions(towns),
    townName: Object.fromEntries(towns.map((town) => [town.code, townLabel(town)])),
    mayRequest: actor.permissions.has('visits.request'),
    mayImport: actor.permissions.has('visits.import'),
  };
});

const listOfLapsed = '/visits/needs?status=lapsed';

export const action = post(closeLapsed, {
  with: ({ form }) => (form.has('all') ? { needIds: form.getAll('shown').map(String) } : {}),
  then: () => listOfLapsed,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_needs_title() }) }];

export default function Needs() {
  const { needs, next, status, search, town, towns, townName, mayRequest, mayImport } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_needs_title()}
      actions={
        <>
          {mayRequest ? (
            <ButtonLink to="/visits/needs/new" main>
              {m.visits_needs_new()}
            </ButtonLink>
          ) : null}
          <ButtonLink to="/visits/series">{m.visits_series_running()}</ButtonLink>
          {mayRequest ? (
            <>
              {mayImport ? <ButtonLink to="/imports/visits">{m.visits_import()}</ButtonLink> : null}
              {status === 'lapsed' && needs.length > 0 ? (
                <Dialog
                  id="close"
                  title={m.visits_lapsed_close_many()}
                  trigger={m.visits_lapsed_close_many()}
                  danger
                >
                  <p>{m.visits_lapsed_close_many_hint()}</p>
                  <EditForm reply={reply}>
                    {needs.map(({ id }) => (
                      <HiddenField key={id} name="shown" value={id} />
                    ))}
                    <Checkbox name="all" label={m.visits_lapsed_all({ count: needs.length })} />
                    <Choices
                      name="needIds"
                      label={m.visits_lapsed_which()}
                      options={needs.map(({ id, outline, place, townCode, windows }) => ({
                        value: id,
                        label: outline,
                        hint: [`${townName[townCode] ?? ''} ${place}`, ...windows.map(windowTime)].join(
                          m.reports_list_mark(),
                        ),
                      }))}
                      optional
                    />
                    <TextArea name="reason" label={m.visits_cancel_reason()} rows={2} />
                    <SubmitButton danger>{m.visits_lapsed_close_these()}</SubmitButton>
                  </EditForm>
                </Dialog>
              ) : null}
            </>
          ) : null}
        </>
      }
    >
      <FilterForm values={{ search, town, status }}>
        <TextField name="search" label={m.visits_needs_find()} hint={m.visits_needs_find_hint()} optional />
        {towns.length > 0 ? (
          <SelectField name="town" label={m.visits_town()} options={towns} optional />
        ) : null}
        <SelectField name="status" label={m.visits_status()} options={optionsOf(needStatusLabel)} optional />
      </FilterForm>
      <Table
        caption={m.visits_needs_title()}
        rows={needs}
        rowKey={(row) => row.id}
        next={next}
        empty={m.visits_needs_empty()}
        columns={[
          {
            key: 'outline',
            title: m.visits_outline(),
            heading: true,
            cell: (row) => <Link to={`/visits/needs/${row.id}`}>{row.outline}</Link>,
          },
          {
            key: 'priority',
            title: m.visits_priority(),
            cell: (row) =>
              row.priority === priorities.urgent ? (
                <Status tone="late">{priorityLabel[row.priority]?.()}</Status>
              ) : (
                priorityLabel[row.priority]?.()
              ),
          },
          { key: 'service', title: m.visits_service(), cell: (row) => serviceText(row.serviceKind) },
          {
            key: 'place',
            title: m.visits_place(),
            cell: (row) => `${townName[row.townCode] ?? ''} ${row.place}`,
          },
          {
            key: 'windows',
            title: m.visits_windows(),
            cell: (row) => row.windows.map(windowTime).join(m.reports_list_mark()),
          },
          {
            key: 'duration',
            title: m.visits_duration(),
            numeric: true,
            cell: (row) => formatMinutes(row.durationMinutes),
          },
          {
            key: 'people',
            title: m.visits_volunteers_needed(),
            numeric: true,
            cell: (row) => formatNumber(row.volunteersNeeded),
          },
          {
            key: 'status',
            title: m.visits_status(),
            cell: (row) => (
              <Status tone={needStatusTone[row.lapsed ? 'lapsed' : row.status] ?? 'info'}>
                {needStatusLabel[row.lapsed ? 'lapsed' : row.status]?.()}
              </Status>
            ),
          },
        ]}
      />
    </Page>
  );
}
