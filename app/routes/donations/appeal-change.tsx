import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changeAppeal, findAppeal, listFreeNeeds } from '~/domain/donations/appeals';
import { listGivingChoices, listReceivingEntities } from '~/domain/donations/list-entities';
import { notFound, page, post } from '~/routes/authorised.server';
import { AppealFields } from '~/ui/donations/appeal-fields';
import { named } from '~/ui/donations/labels';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page(changeAppeal.permission, async ({ actor, id }) => {
  const appeal = await findAppeal(actor, { appealId: id });
  if (appeal?.status !== 'draft') throw notFound();
  return {
    appeal,
    choices: {
      entities: await listReceivingEntities(actor, {}),
      purposes: (await listGivingChoices(actor, {})).purposes,
      needs: [...appeal.needs, ...(await listFreeNeeds(actor, {}))],
    },
  };
});

export const action = post(changeAppeal, {
  with: ({ id }) => ({ appealId: id }),
  then: ({ appealId }) => `/gifts/appeals/${appealId}`,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_appeal_change() }) }];

export default function AppealChange() {
  const { appeal, choices } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const values = { ...appeal, purpose: appeal.purposeCode, needIds: appeal.needs.map(({ id }) => id) };
  return (
    <Page
      title={m.donations_appeal_change()}
      above={[
        { to: '/gifts/appeals', label: m.donations_appeals_kept() },
        { to: `/gifts/appeals/${appeal.id}`, label: named({ name: appeal.title, nameEn: appeal.titleEn }) },
      ]}
      narrow
    >
      <Section>
        {appeal.planNumber && appeal.planFiledOn ? (
          <Notice
            tone="due"
            title={m.donations_appeal_change_filed({
              number: appeal.planNumber,
              on: formatDate(appeal.planFiledOn),
            })}
          >
            <p>{m.donations_appeal_change_filed_hint()}</p>
          </Notice>
        ) : null}
        <EditForm reply={reply} values={values}>
          <AppealFields {...choices} />
          <SubmitButton>{m.donations_appeal_change()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
