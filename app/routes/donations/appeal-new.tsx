import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { draftAppeal, listFreeNeeds } from '~/domain/donations/appeals';
import { listGivingChoices, listReceivingEntities } from '~/domain/donations/list-entities';
import { page, post } from '~/routes/authorised.server';
import { appealKindLabel, goodsName, named, optionsOf } from '~/ui/donations/labels';
import {
  Checkbox,
  Choice,
  Choices,
  DateField,
  MoneyField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor }) => ({
  entities: await listReceivingEntities(actor, {}),
  purposes: (await listGivingChoices(actor, {})).purposes,
  needs: await listFreeNeeds(actor, {}),
}));

export const action = post(draftAppeal, { then: ({ appealId }) => `/gifts/appeals/${appealId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_appeal_new() }) }];

export default function AppealNew() {
  const { entities, purposes, needs } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_appeal_new()}
      lead={m.donations_appeal_new_lead()}
      above={[{ to: '/gifts/appeals', label: m.donations_appeals_kept() }]}
      narrow
    >
      <Section>
        <EditForm
          reply={reply}
          values={{ kind: 'open', entityId: entities[0]?.id, purpose: purposes[0]?.code }}
        >
          <Choice
            name="kind"
            label={m.donations_appeal_kind()}
            hint={m.donations_appeal_kind_hint()}
            options={optionsOf(appealKindLabel)}
          />
          <Checkbox name="urgent" label={m.donations_appeal_urgent()} />
          <SelectField
            name="entityId"
            label={m.donations_entity()}
            options={entities.map((one) => ({ value: one.id, label: named(one) }))}
          />
          <SelectField
            name="purpose"
            label={m.donations_purpose()}
            options={purposes.map((one) => ({ value: one.code, label: named(one) }))}
          />
          <TextField name="title" label={m.donations_appeal_title()} maxLength={60} />
          <TextField name="titleEn" label={m.donations_appeal_title_en()} maxLength={120} />
          <TextArea
            name="about"
            label={m.donations_appeal_about()}
            hint={m.donations_appeal_about_hint()}
            rows={5}
          />
          <MoneyField name="goalFen" label={m.donations_appeal_goal()} optional />
          <DateField name="startsOn" label={m.donations_appeal_starts()} />
          <DateField name="endsOn" label={m.donations_appeal_ends()} />
          {needs.length > 0 ? (
            <Choices
              name="needIds"
              label={m.donations_appeal_needs()}
              options={needs.map((need) => ({
                value: need.id,
                label: m.donations_need_line({
                  name: goodsName(need),
                  quantity: need.quantity,
                  unit: need.unit,
                }),
                hint: need.note || undefined,
              }))}
              optional
            />
          ) : null}
          <SubmitButton>{m.donations_appeal_new()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
