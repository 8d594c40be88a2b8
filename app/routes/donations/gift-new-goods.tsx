import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAppealsToGive } from '~/domain/donations/appeals';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { pledgeGoods } from '~/domain/donations/pledge-gift';
import { listSlots } from '~/domain/donations/reception';
import { page, post } from '~/routes/authorised.server';
import { SlotField } from '~/ui/donations/delivery';
import { AppealField, DestinationFields, DonorFields, ItemRows } from '~/ui/donations/pledge-fields';
import { slotOptions } from '~/ui/donations/slots';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor }) => ({
  choices: await listGivingChoices(actor, {}),
  appeals: await listAppealsToGive(actor, {}),
  slots: slotOptions(await listSlots(actor, {})),
}));

export const action = post(pledgeGoods, { then: ({ giftId }) => `/gifts/${giftId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_new_goods() }) }];

export default function NewGoods() {
  const { choices, appeals, slots } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.donations_new_goods()} above={[{ to: '/gifts', label: m.donations_title() }]} narrow>
      <Section>
        <EditForm
          reply={reply}
          values={{ anonymous: 'true', purpose: choices.purposes[0]?.code, donor: { kind: 'person' } }}
        >
          <ItemRows />
          <DestinationFields choices={choices} />
          <AppealField appeals={appeals} />
          <DonorFields />
          <SlotField slots={slots} />
          <SubmitButton>{m.donations_pledge()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
