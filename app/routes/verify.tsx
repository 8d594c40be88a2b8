import { type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publicActor } from '~/domain/access/public-actor';
import { findVerified, normaliseCode } from '~/domain/audit/verification';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { findVerifiableReceipt } from '~/domain/receipts/list-receipts';
import { findVerifiableCertificate } from '~/domain/volunteers/find-certificate';
import { TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { checkedPaper } from '~/ui/receipts/paper-fields';
import { VerifiedReceipt } from '~/ui/receipts/verified-receipt';
import { VerifiedCertificate } from '~/ui/volunteers/verified-certificate';
import { m } from '~/words/generated/messages';
import { type PublicVisit, publicPage } from './authorised.server';

/** What a code may lead to; each noun answers with what its paper shows, and no more. */
async function verified(code: string, { context }: PublicVisit) {
  const found = await findVerified(code);
  if (!found) return { kind: 'unknown' as const };
  const actor = publicActor(found.tenantId, context.requestId);
  const { demo } = await getTenant(actor, {});
  if (found.subjectType === 'receipt') {
    const receipt = await findVerifiableReceipt(actor, { receiptId: found.subjectId });
    return receipt
      ? { kind: 'receipt' as const, receipt: checkedPaper(receipt), demo }
      : { kind: 'unknown' as const };
  }
  if (found.subjectType === 'certificate') {
    const certificate = await findVerifiableCertificate(actor, { certificateId: found.subjectId });
    return certificate ? { kind: 'certificate' as const, certificate, demo } : { kind: 'unknown' as const };
  }
  return { kind: 'unknown' as const };
}

export const loader = publicPage(async (visit) => {
  const typed = visit.url.searchParams.get('code')?.trim();
  const code = visit.url.pathname.startsWith('/verify/') ? visit.param('code') : null;
  // A code that was typed gets the address that the paper's QR code has.
  if (typed) throw redirect(`/verify/${encodeURIComponent(normaliseCode(typed).slice(0, 40))}`);
  return { code, found: code ? await verified(code, visit) : null };
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.receipts_verify_title() }) },
  { name: 'robots', content: 'noindex' },
];

export default function Verify() {
  const { code, found } = useLoaderData<typeof loader>();
  return (
    <Page title={m.receipts_verify_title()} lead={m.receipts_verify_lead()} narrow>
      {found?.kind === 'receipt' ? <VerifiedReceipt checked={found.receipt} demo={found.demo} /> : null}
      {found?.kind === 'certificate' ? (
        <VerifiedCertificate certificate={found.certificate} demo={found.demo} />
      ) : null}
      {found?.kind === 'unknown' ? (
        <Notice tone="late" title={m.receipts_verify_unknown()}>
          <p>{m.receipts_verify_unknown_text()}</p>
        </Notice>
      ) : null}
      <Section title={code ? m.receipts_verify_other() : undefined}>
        <FilterForm values={{ code: found?.kind === 'unknown' ? code : undefined }}>
          <TextField
            name="code"
            label={m.receipts_verify_code()}
            hint={m.receipts_verify_code_hint()}
            autoComplete="off"
            spellCheck={false}
            size={20}
            optional
          />
        </FilterForm>
      </Section>
    </Page>
  );
}
