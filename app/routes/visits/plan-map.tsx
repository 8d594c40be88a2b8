import { type MetaFunction, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { type Place, placesAround } from '~/domain/kernel/place';
import { type PlainDate, parsePlainDate } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { findPlanPlaces } from '~/domain/visits/plan-day';
import { reachKm, travelMinutes } from '~/domain/visits/planning/travel';
import { env } from '~/platform/env';
import { notFound, page } from '~/routes/authorised.server';
import { SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatPeriod, formatWeekday } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { townLabel } from '~/ui/people/labels';
import { drawingOf, withNames } from '~/ui/visits/map-drawing';
import { type DrawnMap, PlanMap } from '~/ui/visits/plan-map';
import { PlanViews } from '~/ui/visits/plan-views';
import { visitTime } from '~/ui/visits/visit-time';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor, id, url }) => {
  const found = await findPlanPlaces(actor, {
    planId: id,
    date: parsePlainDate(url.searchParams.get('date') ?? ''),
  });
  if (!found) throw notFound();
  if (found.plan.status === 'discarded') throw redirect(`/visits/plans/${id}`);
  const { plan, date, days, rounds, open, radiusMinutes } = found;
  const towns = (await listTowns(actor)).flatMap(({ latitude, longitude, ...town }) =>
    latitude != null && longitude != null
      ? [{ code: town.code, name: townLabel(town), latitude, longitude }]
      : [],
  );
  const { mapTilesUrl, mapTilesCredit } = env();
  const around = url.searchParams.get('around');
  const need = open.find(({ id: needId }) => needId === around);
  const centre = need ?? towns.find(({ code }) => code === around) ?? (around === null ? open[0] : undefined);
  const townsNear = (place: Place) =>
    towns
      .filter((town) => travelMinutes(town, place) <= radiusMinutes)
      .map(({ name }) => name)
      .join(m.reports_list_mark());
  const { to, lengthAt, ...drawing } = drawingOf(
    [...towns, ...open, ...rounds.flat(), ...(centre ? placesAround(centre, reachKm(radiusMinutes)) : [])],
    mapTilesUrl,
  );
  const visits = new Map(rounds.flat().map((row) => [row.visitId, row]));
  const map: DrawnMap = {
    ...drawing,
    towns: withNames(towns.map((town) => ({ name: town.name, ...to(town) }))),
    reach: centre && { ...to(centre), radius: lengthAt(centre, reachKm(radiusMinutes)) },
    rounds: rounds
      .filter((round) => round.length > 1)
      .map((round) => ({
        id: round[0]?.volunteerId ?? '',
        points: round.map((row) => Object.values(to(row)).join(',')).join(' '),
      })),
    visits: [...visits.values()].map((row) => ({
      id: row.visitId,
      ...to(row),
      whole: [visitTime(row.startsAt, row.endsAt), row.outline, row.place].join(m.reports_list_mark()),
    })),
    open: open.map((need) => ({
      id: need.id,
      ...to(need),
      whole: [m.visits_plan_unmet(), need.outline, need.place].join(m.reports_list_mark()),
    })),
  };
  return {
    planId: id,
    title: m.visits_plan_title({
      period: formatPeriod(plan.fromDate as PlainDate, plan.untilDate as PlainDate),
    }),
    date,
    days: days.map((one) => ({ value: one, label: `${formatDate(one)} ${formatWeekday(one)}` })),
    map,
    around: centre && ('id' in centre ? centre.id : centre.code),
    centres: [
      ...(centre && 'id' in centre
        ? [{ value: centre.id, label: `${centre.outline} · ${centre.place}` }]
        : []),
      ...towns.map(({ code, name }) => ({ value: code, label: name })),
    ],
    reach:
      centre &&
      m.visits_map_reach({
        place: 'name' in centre ? centre.name : centre.place,
        minutes: radiusMinutes,
        km: Math.round(reachKm(radiusMinutes)),
        towns: townsNear(centre) || m.visits_map_reach_nowhere(),
      }),
    // Whose map it is has to stand beside it.
    below: mapTilesUrl ? mapTilesCredit : m.visits_map_bare(),
    rounds: rounds.map((round) => ({
      id: round[0]?.volunteerId ?? '',
      name: round[0]?.volunteerName ?? '',
      places: round.map((row) => row.place).join(' → '),
    })),
    open: open.map((need) => ({
      id: need.id,
      outline: need.outline,
      place: need.place,
      near: townsNear(need),
    })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_plan_map() }) }];

export default function PlanOnMap() {
  const { planId, title, date, days, map, around, centres, reach, below, rounds, open } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title={title}
      above={[{ to: '/visits/plans', label: m.visits_plans_title() }]}
      lead={m.visits_map_lead()}
    >
      <PlanViews planId={planId} />
      <Section>
        <FilterForm values={{ date, around: around ?? '' }}>
          <SelectField name="date" label={m.visits_byhand_date()} options={days} />
          <SelectField name="around" label={m.visits_map_reach_around()} options={centres} />
        </FilterForm>
        <PlanMap label={m.visits_plan_map()} map={map} />
        {reach ? <p className="field-hint">{reach}</p> : null}
        {below ? <p className="field-hint">{below}</p> : null}
      </Section>
      <Section title={m.visits_map_rounds()}>
        <Table
          caption={m.visits_map_rounds()}
          rows={rounds}
          rowKey={(row) => row.id}
          empty={m.visits_plan_assignments_empty()}
          columns={[
            { key: 'name', title: m.visits_volunteer(), heading: true, cell: (row) => row.name },
            { key: 'places', title: m.visits_place(), cell: (row) => row.places },
          ]}
        />
      </Section>
      <Section title={m.visits_plan_unmet()}>
        <Table
          caption={m.visits_plan_unmet()}
          rows={open}
          rowKey={(row) => row.id}
          empty={m.visits_plan_unmet_none()}
          columns={[
            {
              key: 'outline',
              title: m.visits_outline(),
              heading: true,
              cell: (row) => <Link to={`/visits/needs/${row.id}`}>{row.outline}</Link>,
            },
            { key: 'place', title: m.visits_place(), cell: (row) => row.place },
            {
              key: 'near',
              title: m.visits_map_reach_towns(),
              cell: (row) => (
                <>
                  {row.near || m.visits_map_reach_nowhere()}{' '}
                  <Link to={`?date=${date}&around=${row.id}`}>{m.visits_map_reach_show()}</Link>
                </>
              ),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
