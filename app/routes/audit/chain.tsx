import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { verifyChain } from '~/domain/audit/verify-chain';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { page } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.audit_chain_title() }) }];

export const loader = page('audit.view', async ({ actor }) => {
  const { events, brokenAt } = await verifyChain(actor);
  return { events, brokenAt: brokenAt === null ? null : String(brokenAt), at: new Date() };
});

export default function ChainPage() {
  const { events, brokenAt, at } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.audit_chain_title()}
      lead={m.audit_chain_lead()}
      above={[{ to: '/audit', label: m.audit_title() }]}
      narrow
    >
      <Section>
        {brokenAt === null ? (
          <Notice tone="ok" title={m.audit_chain_whole({ count: formatNumber(events) })} />
        ) : (
          <Notice tone="late" title={m.audit_chain_broken({ seq: brokenAt })}>
            <p>{m.audit_chain_broken_text()}</p>
          </Notice>
        )}
        <p className="quiet">{m.audit_chain_checked({ at: formatInstant(at) })}</p>
      </Section>
    </Page>
  );
}
