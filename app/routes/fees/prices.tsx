import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publishPrices } from '~/domain/fees/publish-prices';
import { publicPage } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { OtherDistricts } from '~/ui/donations/other-districts';
import { BandBar } from '~/ui/fees/band-bar';
import { bandTexts } from '~/ui/fees/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatMoney, formatPeriod } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { gradeLabel } from '~/ui/standards/labels';
import { leaveLabel } from '~/ui/stays/labels';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

export const loader = publicPage(async (visit) => {
  const { actor, ...whose } = await publicDistrict(visit);
  const { leave, ...page } = await publishPrices(actor, {});
  return {
    ...whose,
    ...page,
    leave: leave.map((rule) => ({ ...rule, what: leaveLabel[rule.kind](), bands: bandTexts(rule.bands) })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_prices_title() }) }];

type Price = ReturnType<typeof useLoaderData<typeof loader>>['prices'][number];

export default function Prices() {
  const { district, others, demo, today, prices, leave } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.fees_prices_title()}
      lead={m.fees_prices_lead({ district: named(district), on: formatDate(today) })}
      actions={<PrintButton />}
      narrow
    >
      {demo ? <Notice tone="demo" title={m.kit_demo_data()} /> : null}
      {prices.map((price) => (
        <Section key={price.grade} title={gradeLabel(price.grade)}>
          <GradePrice price={price} />
        </Section>
      ))}
      <Section title={m.fees_prices_how()}>
        <ul>
          <li>{m.fees_prices_how_days()}</li>
          <li>{m.fees_prices_how_band()}</li>
          <li>{m.fees_prices_how_grade()}</li>
        </ul>
      </Section>
      <Section title={m.fees_leave_rules()}>
        {leave.length === 0 ? <p>{m.fees_prices_no_leave()}</p> : null}
        <DescriptionList
          items={leave.map((rule) => ({
            term: rule.what,
            value: (
              <>
                {rule.bands.map((band) => (
                  <p key={band}>{band}</p>
                ))}
                <p className="quiet">
                  {m.fees_prices_rule_since({ from: formatDate(rule.effectiveFrom), source: rule.source })}
                </p>
              </>
            ),
          }))}
        />
      </Section>
      <OtherDistricts path="/prices" others={others} />
    </Page>
  );
}

function GradePrice({ price: { current, coming } }: { price: Price }) {
  return (
    <>
      {current ? (
        <>
          <p>
            <strong className="numeric">{formatMoney(current.monthlyFeeFen)}</strong>{' '}
            {m.fees_prices_a_month()}{' '}
            <span className="quiet">{formatPeriod(current.from, current.until)}</span>
          </p>
          {current.band ? (
            <>
              <BandBar band={current.band} feeFen={current.monthlyFeeFen} />
              <DescriptionList
                items={[
                  { term: m.fees_band_floor_source(), value: current.band.floorSource },
                  { term: m.fees_band_market_source(), value: current.band.marketSource },
                ]}
              />
            </>
          ) : null}
        </>
      ) : (
        <p>{m.fees_prices_none()}</p>
      )}
      {coming.map((fee) => (
        <p key={fee.from}>
          {m.fees_prices_coming({
            from: formatDate(fee.from),
            fee: formatMoney(fee.monthlyFeeFen),
          })}
        </p>
      ))}
    </>
  );
}
