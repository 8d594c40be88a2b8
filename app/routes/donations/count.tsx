import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listCountSheet, proposeCount } from '~/domain/donations/stock-changes';
import { page, post } from '~/routes/authorised.server';
import { goodsName } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { Fieldset, HiddenField, NumberField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Paging } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.change-stock', async ({ actor, url }) => {
  const store = url.searchParams.get('store') || undefined;
  const after = url.searchParams.get('after') || undefined;
  const { lots, next, stores } = await listCountSheet(actor, { store, after });
  const printed = new URLSearchParams({ ...(store && { store }), ...(after && { after }) });
  return {
    store,
    next,
    printed: printed.size > 0 ? `?${printed}` : '',
    stores: stores.map((value) => ({ value, label: value })),
    lots: lots.map((lot) => ({
      id: lot.id,
      title: m.donations_count_lot({ goods: goodsName(lot), code: lotCode(lot.id) }),
      note: m.donations_count_note({
        store: lot.store,
        expires: lot.expiresOn ? formatDate(lot.expiresOn) : m.donations_never_expires(),
        quantity: formatNumber(lot.onShelf),
        unit: lot.unit,
        aside: formatNumber(lot.setAside),
      }),
      unit: lot.unit,
      expected: lot.onShelf,
      waits: lot.waits,
    })),
  };
});

export const action = post(proposeCount, { then: ({ changeId }) => `/goods/changes/${changeId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_count() }) }];

export default function Count() {
  const { store, next, printed, stores, lots } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const open = lots.filter(({ waits }) => !waits);
  return (
    <Page
      title={m.donations_count()}
      lead={m.donations_count_lead()}
      above={[{ to: '/goods', label: m.donations_stock_title() }]}
      actions={
        <>
          <a className="button" href={`/goods/count.pdf${printed}`}>
            {m.donations_count_print()}
          </a>
          {lots.length > 0 ? (
            <a className="button" href={`/goods/labels.pdf${printed}`}>
              {m.donations_labels_print()}
            </a>
          ) : null}
        </>
      }
      narrow
    >
      <FilterForm values={{ store }}>
        <SelectField name="store" label={m.donations_store()} options={stores} optional />
      </FilterForm>
      {next ? <Notice tone="due" title={m.donations_count_more()} /> : null}
      {open.length < lots.length ? <Notice tone="info" title={m.donations_count_waits()} /> : null}
      <Section>
        {open.length === 0 ? (
          <p>{m.donations_stock_empty()}</p>
        ) : (
          <EditForm key={open[0]?.id} reply={reply} values={{ reason: m.donations_count_occasion() }}>
            {open.map((lot, index) => (
              <Fieldset key={lot.id} legend={lot.title} hint={lot.note}>
                <HiddenField name={`lines[${index}].lotId`} value={lot.id} />
                <HiddenField name={`lines[${index}].expected`} value={String(lot.expected)} />
                <div className="flex flex-wrap items-end gap-3">
                  <NumberField
                    name={`lines[${index}].counted`}
                    label={m.donations_counted()}
                    unit={lot.unit}
                    optional
                  />
                  <TextField
                    name={`lines[${index}].reason`}
                    label={m.donations_difference_reason()}
                    size={16}
                    optional
                  />
                </div>
              </Fieldset>
            ))}
            <TextField name="reason" label={m.donations_count_reason()} />
            <SubmitButton>{m.donations_count_submit()}</SubmitButton>
          </EditForm>
        )}
        <Paging next={next} />
      </Section>
    </Page>
  );
}
