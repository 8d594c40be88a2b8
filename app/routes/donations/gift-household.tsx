import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findGift } from '~/domain/donations/get-gift';
import { isKept } from '~/domain/donations/interested-party.rules';
import {
  decideHousehold,
  findHouseholdOfGift,
  listHouseholdsToTie,
  tieGiftToHousehold,
} from '~/domain/donations/tie-household';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { householdName } from '~/ui/donations/allocation-labels';
import { interestLabel } from '~/ui/donations/checking-labels';
import { InterestDecision } from '~/ui/donations/interests';
import { optionsOf } from '~/ui/donations/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { Choice, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, id, url }) => {
  const gift = await findGift(actor, { giftId: id });
  if (gift?.kind !== 'money') throw notFound();
  const found = await findHouseholdOfGift(actor, { giftId: id });
  const mayTie = !found && actor.permissions.has(tieGiftToHousehold.permission);
  const name = (url.searchParams.get('name') ?? '').slice(0, 60);
  const households = mayTie
    ? (await listHouseholdsToTie(actor, { name })).map((one) => ({
        value: one.id,
        label: householdName(one),
      }))
    : undefined;
  return {
    id,
    reference: gift.reference,
    donorName: gift.donorName ?? gift.payerName,
    found: found && { ...found, name: householdName(found), related: found.doubts.some(isKept) },
    name,
    households,
    mayDecide: found?.status === 'review' && !found.own && actor.permissions.has(decideHousehold.permission),
    viewer: actor.name,
  };
});

const back = {
  with: ({ id }: { id: string }) => ({ giftId: id }),
  then: (_: unknown, { id }: { id: string }) => `/gifts/${id}/household`,
};

export const action = intents({
  tie: post(tieGiftToHousehold, back),
  accept: post(decideHousehold, { ...back, with: ({ id }) => ({ giftId: id, related: false }) }),
  decline: post(decideHousehold, { ...back, with: ({ id }) => ({ giftId: id, related: true }) }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_household() }) }];

const declaredLabel = {
  none: m.donations_household_declared_none,
  related: m.donations_household_declared_related,
  unknown: m.donations_household_declared_unknown,
};
const statusLabel = {
  tied: m.donations_household_tied,
  review: m.donations_household_review,
  declined: m.donations_household_declined,
};
const statusTone = { tied: 'ok', review: 'due', declined: 'stopped' } as const;

export default function GiftHousehold() {
  const { id, reference, donorName, found, name, households, mayDecide, viewer } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_household()}
      lead={m.donations_household_lead()}
      above={[
        { to: '/gifts', label: m.donations_title() },
        { to: `/gifts/${id}`, label: reference },
      ]}
      status={found ? <Status tone={statusTone[found.status]}>{statusLabel[found.status]()}</Status> : null}
      watermark={viewer}
      narrow
    >
      <Section>
        {found ? (
          <DescriptionList
            items={[
              { term: m.donations_donor(), value: donorName ?? m.donations_donor_unknown() },
              { term: m.donations_household_choose(), value: found.name },
              { term: m.donations_household_declared(), value: declaredLabel[found.declared]() },
              {
                term: m.donations_household_doubts(),
                value:
                  found.doubts.map((one) => interestLabel[one]()).join(m.reports_list_mark()) ||
                  m.kit_empty_value(),
              },
              {
                term: m.donations_household_by(),
                value: `${found.tiedByName} ${formatInstant(found.tiedAt)}`,
              },
              ...(found.reason
                ? [
                    {
                      term: m.donations_household_reason(),
                      value: `${found.reason} (${found.decidedByName})`,
                    },
                  ]
                : []),
            ]}
          />
        ) : (
          <p>{m.donations_household_none()}</p>
        )}
      </Section>
      {households ? (
        <>
          <FilterForm values={{ name }}>
            <TextField name="name" type="search" label={m.donations_household_find()} />
          </FilterForm>
          {name && households.length === 0 ? (
            <Notice tone="info" title={m.donations_household_none_found()} />
          ) : null}
          {households.length > 0 ? (
            <Section title={m.donations_household_tie()}>
              <EditForm intent="tie" reply={reply}>
                <SelectField name="householdId" label={m.donations_household_choose()} options={households} />
                <Choice
                  name="declared"
                  label={m.donations_household_declared()}
                  options={optionsOf(declaredLabel)}
                />
                <TextField
                  name="identityNumber"
                  label={m.donations_household_number()}
                  hint={m.donations_household_compared()}
                  optional
                />
                <TextField
                  name="address"
                  label={m.donations_household_address()}
                  hint={m.donations_household_compared()}
                  optional
                />
                <SubmitButton>{m.donations_household_tie()}</SubmitButton>
              </EditForm>
            </Section>
          ) : null}
        </>
      ) : null}
      {mayDecide ? (
        <InterestDecision
          accept={found?.related ? undefined : m.donations_household_accept()}
          decline={m.donations_household_decline()}
          reply={reply}
        />
      ) : null}
    </Page>
  );
}
