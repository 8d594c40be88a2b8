import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { env } from '~/platform/env';
import { ApiOperation } from '~/ui/api/api-operation';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { publicPage } from '../authorised.server';
import { describeOperations } from './describe-operations.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.api_title() }) }];

export const loader = publicPage(async () => ({ origin: env().appOrigin, groups: describeOperations() }));

const DOCUMENT = '/api/v1/openapi.json';

export default function ApiDocsPage() {
  const { origin, groups } = useLoaderData<typeof loader>();
  return (
    <Page title={m.api_title()} lead={m.api_description()}>
      <Section>
        <p>{m.api_lead()}</p>
        <p>
          <a href={DOCUMENT}>{DOCUMENT}</a>
        </p>
        <h2>{m.api_example()}</h2>
        <p>
          <code
            style={{ overflowWrap: 'anywhere' }}
          >{`curl ${origin}/api/v1/users?limit=2 -H "Authorization: Bearer wsk_…" -H "Accept-Language: zh-CN"`}</code>
        </p>
      </Section>
      {groups.map(({ noun, operations }) => (
        <Section key={noun} title={noun}>
          {operations.map((operation) => (
            <ApiOperation key={operation.method + operation.path} operation={operation} />
          ))}
        </Section>
      ))}
      <div id="problems">
        <Section title={m.api_problems()}>
          <p>{m.api_problems_text()}</p>
        </Section>
      </div>
    </Page>
  );
}
