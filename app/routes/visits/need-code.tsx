import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findPaperCode, printCode } from '~/domain/visits/codes';
import { findNeed } from '~/domain/visits/list-visits';
import { notFound, page, post } from '~/routes/authorised.server';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { QrPicture } from '~/ui/visits/qr-picture';
import { m } from '~/words/generated/messages';
import { codePicture } from './code-picture.server';

export const loader = page('visits.show-code', async ({ actor, id }) => {
  const [need, code] = await Promise.all([
    findNeed(actor, { needId: id }),
    findPaperCode(actor, { needId: id }),
  ]);
  if (!need || code === undefined) throw notFound();
  return {
    id,
    outline: need.outline,
    code,
    picture: code ? codePicture(code) : undefined,
  };
});

export const action = post(printCode, {
  with: ({ id }) => ({ needId: id }),
  then: ({ needId }) => `/visits/needs/${needId}/code`,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_paper() }) }];

export default function NeedCode() {
  const { id, outline, code, picture } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_paper()}
      lead={m.visits_paper_lead()}
      above={[
        { to: '/visits/needs', label: m.visits_needs_title() },
        { to: `/visits/needs/${id}`, label: outline },
      ]}
      actions={code ? <PrintButton /> : null}
      narrow
    >
      <Section>
        {picture && code ? <QrPicture svg={picture} label={m.visits_code_picture()} code={code} /> : null}
        <EditForm reply={reply}>
          <p className="quiet">{code ? m.visits_paper_renew_hint() : m.visits_paper_none()}</p>
          <SubmitButton>{code ? m.visits_paper_renew() : m.visits_paper_make()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
