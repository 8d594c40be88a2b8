import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listStarRules, setStars } from '~/domain/volunteers/set-stars';
import { starHours } from '~/domain/volunteers/volunteer.rules';
import { page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, NumberField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view', async ({ actor }) => ({
  rules: [
    ...(await listStarRules(actor)).map(({ from, ...rule }) => ({ from: formatDate(from), ...rule })),
    {
      from: m.kit_empty_value(),
      hours: [...starHours],
      source: m.volunteers_stars_ministry(),
      setByName: m.kit_empty_value(),
    },
  ],
  maySet: actor.permissions.has('volunteers.set-stars'),
}));

export const action = post(setStars, { then: () => '/volunteers/stars' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_stars_title() }) }];

const STARS = [1, 2, 3, 4, 5];

export default function Stars() {
  const { rules, maySet } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_stars_title()}
      lead={m.volunteers_stars_lead()}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
      actions={
        maySet ? (
          <Dialog id="set" title={m.volunteers_stars_set()} trigger={m.volunteers_stars_set()}>
            <EditForm reply={reply} values={{ hours: rules[0]?.hours }}>
              <DateField name="fromDate" label={m.volunteers_stars_from()} />
              {STARS.map((stars) => (
                <NumberField
                  key={stars}
                  name={`hours[${stars - 1}]`}
                  label={m.volunteers_stars_hours({ stars })}
                  size={6}
                />
              ))}
              <TextField name="source" label={m.volunteers_stars_source()} />
              <SubmitButton>{m.volunteers_save()}</SubmitButton>
            </EditForm>
          </Dialog>
        ) : null
      }
    >
      <p>
        <Link to="/stars">{m.volunteers_wall_title()}</Link>
      </p>
      <Section>
        <Table
          caption={m.volunteers_stars_title()}
          rows={rules}
          rowKey={(row) => row.from}
          empty={null}
          columns={[
            { key: 'from', title: m.volunteers_stars_from(), heading: true, cell: (row) => row.from },
            ...STARS.map((stars) => ({
              key: String(stars),
              title: m.volunteers_stars_star({ stars }),
              numeric: true,
              cell: (row: (typeof rules)[number]) => row.hours[stars - 1],
            })),
            { key: 'source', title: m.volunteers_stars_source(), cell: (row) => row.source },
            { key: 'by', title: m.volunteers_stars_by(), cell: (row) => row.setByName },
          ]}
        />
      </Section>
    </Page>
  );
}
