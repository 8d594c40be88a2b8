import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listBands, listTariffs } from '~/domain/fees/list-tariffs';
import { getPriceRules, settlePriceRules } from '~/domain/fees/settle-price-rules';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { page } from '~/routes/authorised.server';
import { BandStretches } from '~/ui/fees/band-stretches';
import { formatMoney, formatPeriod } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { InForceStatus } from '~/ui/standards/in-force-status';
import { gradeLabel, inForceOn } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';
import { inWords } from './bands.server';

export const loader = page('fees.view', async ({ actor, url }) => {
  const today = dateOf(actor.at ?? new Date());
  const [tariffs, bands, rules] = await Promise.all([
    listTariffs(actor, {}),
    listBands(actor, { from: today, until: addDays(today, 1) }),
    getPriceRules(actor),
  ]);
  return {
    today,
    tariffs,
    bands: bands.map((band) => ({ ...band, stretches: inWords(band.stretches, rules) })),
    onlyProposed: url.searchParams.get('status') === 'proposed',
    mayPropose: actor.permissions.has('fees.propose-tariff'),
    maySettle: actor.permissions.has(settlePriceRules.permission),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_tariffs_title() }) }];

export default function Tariffs() {
  const { today, tariffs, bands, onlyProposed, mayPropose, maySettle } = useLoaderData<typeof loader>();
  const current = (grade: string) =>
    tariffs.find((tariff) => tariff.grade === grade && inForceOn(today, tariff) === 'current')?.monthlyFeeFen;
  return (
    <Page
      title={m.fees_tariffs_title()}
      lead={m.fees_tariffs_lead()}
      actions={
        <>
          {mayPropose ? (
            <ButtonLink to="/tariffs/new" main>
              {m.fees_tariff_propose()}
            </ButtonLink>
          ) : null}
          <ButtonLink to="/leave-rules">{m.fees_leave_rules()}</ButtonLink>
          {maySettle ? <ButtonLink to="/tariffs/rules">{m.fees_price_rules()}</ButtonLink> : null}
          <ButtonLink to="/prices">{m.fees_prices_title()}</ButtonLink>
          {onlyProposed ? <ButtonLink to="/tariffs">{m.fees_tariffs_all()}</ButtonLink> : null}
        </>
      }
    >
      {onlyProposed
        ? null
        : bands.map(({ grade, stretches }) => (
            <Section key={grade} title={gradeLabel(grade)}>
              <BandStretches stretches={stretches} feeFen={current(grade)} />
            </Section>
          ))}
      <Section title={onlyProposed ? m.standards_waiting_title() : m.fees_tariffs_list()}>
        <Table
          caption={m.fees_tariffs_list()}
          rows={onlyProposed ? tariffs.filter((tariff) => tariff.status === 'proposed') : tariffs}
          rowKey={(row) => row.id}
          empty={m.fees_tariffs_empty()}
          columns={[
            {
              key: 'grade',
              title: m.fees_grade(),
              heading: true,
              cell: (row) => <Link to={`/tariffs/${row.id}`}>{gradeLabel(row.grade)}</Link>,
            },
            {
              key: 'fee',
              title: m.fees_monthly(),
              numeric: true,
              cell: (row) => formatMoney(row.monthlyFeeFen),
            },
            {
              key: 'period',
              title: m.standards_period(),
              cell: (row) => formatPeriod(row.effectiveFrom, row.effectiveUntil),
            },
            { key: 'by', title: m.standards_proposed_by(), cell: (row) => row.proposedByName },
            {
              key: 'state',
              title: m.standards_state(),
              cell: (row) => <InForceStatus state={inForceOn(today, row)} />,
            },
          ]}
        />
      </Section>
    </Page>
  );
}
