import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAppealsToGive } from '~/domain/donations/appeals';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { findOwnDonor } from '~/domain/donations/list-own-gifts';
import { pledgeGoods } from '~/domain/donations/pledge-gift';
import { listSlots } from '~/domain/donations/reception';
import { page, post } from '~/routes/authorised.server';
import { SlotField } from '~/ui/donations/delivery';
import { AppealField, DestinationFields, ItemRows } from '~/ui/donations/pledge-fields';
import { slotOptions } from '~/ui/donations/slots';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view-own', async ({ actor }) => ({
  donor: await findOwnDonor(actor, {}),
  choices: await listGivingChoices(actor, {}),
  appeals: await listAppealsToGive(actor, {}),
  slots: slotOptions(await listSlots(actor, {})),
}));

export const action = post(pledgeGoods, { then: ({ giftId }) => `/my/gifts/${giftId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_give_tab_goods() }) }];

export default function OwnNew() {
  const { donor, choices, appeals, slots } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_give_tab_goods()}
      lead={donor ? m.donations_own_lead({ name: donor.name }) : undefined}
      above={[{ to: '/my/gifts', label: m.donations_own_title() }]}
      narrow
    >
      <Section>
        {!donor ? (
          <Notice tone="due" title={m.donations_not_linked()} />
        ) : choices.entities.length === 0 ? (
          <Notice tone="stopped" title={m.donations_nobody_receives()} />
        ) : (
          <EditForm
            reply={reply}
            values={{ anonymous: String(donor.anonymous), purpose: choices.purposes[0]?.code }}
          >
            <ItemRows />
            <DestinationFields choices={choices} />
            <AppealField appeals={appeals} />
            <SlotField slots={slots} />
            <SubmitButton>{m.donations_give_goods()}</SubmitButton>
          </EditForm>
        )}
      </Section>
    </Page>
  );
}
