import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { newGivingTask } from '~/domain/donations/giving-guard';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { pledgeGoodsPublicly } from '~/domain/donations/pledge-gift';
import { findReceptionPlace, listSlots } from '~/domain/donations/reception';
import { publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, replyWithRows, submission } from '~/routes/form.server';
import { ReceptionPlace, SlotField } from '~/ui/donations/delivery';
import { GiveTabs } from '~/ui/donations/give-tabs';
import { GuardFields } from '~/ui/donations/guard-fields';
import { named } from '~/ui/donations/labels';
import { OtherDistricts } from '~/ui/donations/other-districts';
import {
  AnonymousField,
  DestinationFields,
  DonorFields,
  ForAppeal,
  ItemRows,
} from '~/ui/donations/pledge-fields';
import { slotOptions } from '~/ui/donations/slots';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { guardOf } from '../guarded.server';
import { publicDistrict } from '../public-district.server';
import { appealOf } from './appeal-of.server';
import { donePath } from './give-done';

export const loader = publicPage(async (visit) => {
  const { actor, ...whose } = await publicDistrict(visit);
  const [choices, task, appeal, slots, place] = await Promise.all([
    listGivingChoices(actor, {}),
    newGivingTask(actor, {}),
    appealOf(actor, visit.url),
    listSlots(actor, {}),
    findReceptionPlace(actor, {}),
  ]);
  return { ...whose, choices, task, appeal, place, slots: slotOptions(slots) };
});

export const action = publicAct(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const sent = submission(visit.form, pledgeGoodsPublicly.input);
  if (sent.rowsChanged) return replyWithRows(sent);
  const result = await pledgeGoodsPublicly(actor, { ...sent.input, guard: guardOf(visit) });
  if (!result.ok) return replyWithRefusals(sent, result.refusals);
  throw redirect(
    donePath(result.value, {
      kind: 'goods',
      district: district.slug,
      slot: sent.input.slot,
      secret: result.value.secret,
    }),
    303,
  );
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_give_title() }) }];

export default function GiveGoods() {
  const { choices, district, others, task, appeal, place, slots } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_give_title()}
      lead={m.donations_give_goods_lead({ district: named(district) })}
      narrow
    >
      <GiveTabs district={district.slug} appealId={appeal?.id} />
      <Section>
        {choices.entities.length === 0 ? (
          <Notice tone="stopped" title={m.donations_nobody_receives()} />
        ) : (
          <EditForm
            reply={reply}
            values={{
              anonymous: 'true',
              purpose: choices.purposes[0]?.code,
              donor: { kind: 'person' },
              items: appeal?.items,
            }}
          >
            <GuardFields task={task} />
            <ItemRows />
            {appeal ? <ForAppeal appeal={appeal} /> : <DestinationFields choices={choices} withDonor />}
            <AnonymousField />
            <DonorFields />
            <SlotField slots={slots} publicly />
            <ReceptionPlace place={place} />
            <SubmitButton>{m.donations_give_goods()}</SubmitButton>
          </EditForm>
        )}
      </Section>
      <OtherDistricts path="/give/goods" others={others} />
    </Page>
  );
}
