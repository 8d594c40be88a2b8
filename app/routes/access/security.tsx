import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changeSecurity } from '~/domain/access/change-security';
import { findSecurity } from '~/domain/access/find-security';
import { Checkbox, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { page, post } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_security_title() }) }];

export const loader = page('access.view-users', async ({ actor }) => ({
  security: await findSecurity(actor, {}),
  may: actor.permissions.has('access.edit-security'),
}));

export const action = post(changeSecurity, { then: () => '/admin/security' });

export default function SecurityPage() {
  const { security, may } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.access_security_title()}
      lead={m.access_security_lead()}
      above={[{ to: '/admin/users', label: m.access_users() }]}
      narrow
    >
      <Section>
        {may ? (
          <EditForm reply={reply} values={security}>
            <Checkbox
              name="staffSecondFactor"
              label={m.access_staff_second_factor()}
              hint={m.access_staff_second_factor_hint()}
            />
            <SubmitButton>{m.access_save()}</SubmitButton>
          </EditForm>
        ) : (
          <p>
            {m.access_staff_second_factor()}
            {m.kit_colon()}
            {security.staffSecondFactor ? m.access_second_factor_on() : m.access_second_factor_off()}
          </p>
        )}
      </Section>
    </Page>
  );
}
