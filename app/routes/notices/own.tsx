import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { changeOwnContact, findOwnContact } from '~/domain/notices/contact';
import { listOwnNotices, readOwnNotices } from '~/domain/notices/list-notices';
import { noticePage } from '~/domain/notices/notice.rules';
import { noticeText } from '~/domain/notices/notice-text';
import { intents, page, post } from '~/routes/authorised.server';
import { Checkbox, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const loader = page('notices.view-own', async ({ actor }) => {
  const [notices, contact] = await Promise.all([listOwnNotices(actor), findOwnContact(actor)]);
  return {
    contact,
    byTelephone: actor.volunteerId !== undefined || actor.donorId !== undefined,
    notices: notices.map((notice) => ({
      id: notice.id,
      at: formatInstant(notice.createdAt),
      page: noticePage(notice),
      unread: notice.readAt === null,
      ...noticeText(notice),
    })),
  };
});

export const action = intents({
  read: post(readOwnNotices, { then: () => '/my/notices' }),
  contact: post(changeOwnContact, { then: () => '/my/notices' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.notices_own_title() }) }];

export default function OwnNotices() {
  const { notices, contact, byTelephone } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.notices_own_title()} narrow>
      <Section>
        {notices.length === 0 ? <p className="quiet">{m.notices_own_empty()}</p> : null}
        <ul className="grid gap-4">
          {notices.map((notice) => (
            <li key={notice.id}>
              <p className="flex flex-wrap items-center gap-2">
                <Link to={notice.page}>{notice.title}</Link>
                {notice.unread ? <Status tone="due">{m.notices_unread()}</Status> : null}
              </p>
              <p>{notice.body}</p>
              <p className="quiet">{notice.at}</p>
            </li>
          ))}
        </ul>
        {notices.some((notice) => notice.unread) ? (
          <EditForm intent="read" reply={reply}>
            <SubmitButton>{m.notices_own_read_all()}</SubmitButton>
          </EditForm>
        ) : null}
      </Section>
      <Section title={m.notices_own_contact()}>
        <p className="quiet">{m.notices_own_contact_hint()}</p>
        <EditForm intent="contact" reply={reply} values={contact}>
          <TextField name="mail" type="email" label={m.notices_mail()} autoComplete="email" optional />
          <Checkbox name="wantsMail" label={m.notices_wants_mail()} />
          {byTelephone ? <Checkbox name="wantsSms" label={m.notices_wants_sms()} /> : null}
          <SubmitButton>{m.notices_save()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
