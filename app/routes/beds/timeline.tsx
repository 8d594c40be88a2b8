import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { findLatestChange } from '~/domain/audit/find-changes';
import { listBedTimeline, TIMELINE_DAYS } from '~/domain/beds/list-bed-timeline';
import { listPlaces } from '~/domain/beds/list-places';
import { type Bar, barsIn, spanKinds } from '~/domain/beds/timeline.rules';
import { intersection } from '~/domain/kernel/date-range';
import { groupedBy } from '~/domain/kernel/grouped';
import { addDays, dateOf, daysBetween, type PlainDate, parsePlainDate } from '~/domain/kernel/plain-date';
import { listLeavesIn } from '~/domain/stays/list-away';
import { page } from '~/routes/authorised.server';
import { BedTabs } from '~/ui/beds/bed-tabs';
import { BedTimeline, type DrawnBar, type DrawnRoom, spanIcon, spanTone } from '~/ui/beds/bed-timeline';
import { causeLabel, spanLabel } from '~/ui/beds/labels';
import { DateField, SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatDayMonth, formatPeriod } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { useLive } from '~/ui/kit/live';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

/** Days that the buttons go on or back, and days before today with which the page begins. */
const STEP = 30;
const BEFORE = 7;

/** A span as people read it, and where it leads. */
function drawn(bar: Bar, maySeeStays: boolean): DrawnBar {
  const { kind, column, days, cutLeft, cutRight, range, personName, cause, reason, stayId, bedId } = bar;
  const what = personName ?? (cause ? `${causeLabel[cause]()} ${reason ?? ''}` : spanLabel[kind]());
  const whole = `${spanLabel[kind]()} ${personName || cause ? what : ''} ${formatPeriod(range.from, range.until)}`;
  const to = stayId && maySeeStays ? `/stays/${stayId}` : `/beds/${bedId}`;
  return { kind, column, days, cutLeft, cutRight, text: what, whole: whole.replace(/\s+/g, ' '), to };
}

/** Beginnings of weeks, from the first day on. */
const marksOf = (from: PlainDate) =>
  Array.from({ length: Math.ceil(TIMELINE_DAYS / 7) }, (_, week) => ({
    column: week * 7,
    text: formatDayMonth(addDays(from, week * 7)),
  }));

export const loader = page('beds.view', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  const latest = await findLatestChange(actor);
  const [buildingId, floorId] = (asked('floor') ?? '').split('.');
  const timeline = await listBedTimeline(actor, {
    from: parsePlainDate(asked('from') ?? '') ?? addDays(dateOf(actor.at ?? new Date()), -BEFORE),
    buildingId: buildingId || undefined,
    floorId: floorId || undefined,
    after: asked('after'),
  });
  const { from, until, today, beds, next } = timeline;
  const maySeeStays = actor.permissions.has('stays.view');
  const bars = beds.flatMap((bed) => bed.bars);
  const leaves = maySeeStays
    ? await listLeavesIn(actor, {
        stayIds: bars.flatMap(({ stayId }) => stayId ?? []),
        from,
        until,
      })
    : [];
  const leavesOf = groupedBy(leaves, ({ stayId }) => stayId);
  /** A stay that changes beds has a bar in each: of an absence, each shows what falls into its own days. */
  const awayFrom = ({ range, ...bed }: Bar) =>
    barsIn(
      (leavesOf.get(bed.stayId ?? '') ?? []).flatMap(({ fromOn, untilOn }) => {
        const days = intersection(range, { from: fromOn, until: untilOn });
        return days ? [{ ...bed, kind: 'leave' as const, range: days }] : [];
      }),
      { from, until },
    );
  let standing = '';
  const aboveOf = (bed: (typeof beds)[number] | undefined) => {
    const above = `${bed?.building} ${bed?.floor}`;
    const first = above !== standing;
    standing = above;
    return first ? above : undefined;
  };
  const rooms: DrawnRoom[] = [...groupedBy(beds, ({ roomId }) => roomId)].map(([id, inRoom]) => ({
    id,
    name: inRoom[0]?.room ?? '',
    above: aboveOf(inRoom[0]),
    beds: inRoom.map((bed) => ({
      id: bed.id,
      name: bed.name,
      bars: bed.bars.flatMap((bar) => [bar, ...awayFrom(bar)]).map((bar) => drawn(bar, maySeeStays)),
    })),
  }));
  const now = daysBetween(from, today);
  return {
    from,
    last: addDays(until, -1),
    earlier: addDays(from, -STEP),
    later: addDays(from, STEP),
    rooms,
    marks: marksOf(from),
    now: now >= 0 && now < TIMELINE_DAYS ? now : undefined,
    next,
    more: next !== undefined || asked('after') !== undefined,
    after: asked('after'),
    floor: asked('floor'),
    floors: (await listPlaces(actor)).flatMap((building) => [
      { value: building.id, label: building.name },
      ...building.floors.map((floor) => ({
        value: `${building.id}.${floor.id}`,
        label: `${building.name} ${floor.name}`,
      })),
    ]),
    kinds: spanKinds.map((kind) => ({ kind, label: spanLabel[kind]() })),
    live: { path: '/live/beds', after: latest },
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_timeline() }) }];

export default function TimelinePage() {
  const loaded = useLoaderData<typeof loader>();
  const { from, last, earlier, later, rooms, marks, now, floor, floors, kinds, viewer } = loaded;
  useLive(loaded.live);
  const at = (day: PlainDate) => `?${new URLSearchParams({ from: day, ...(floor && { floor }) })}`;
  return (
    <Page
      title={m.beds_timeline()}
      lead={m.beds_timeline_lead({ from: formatDate(from), last: formatDate(last) })}
      watermark={viewer}
      actions={
        <>
          <ButtonLink to={at(earlier)}>{m.beds_earlier()}</ButtonLink>
          <ButtonLink to={at(later)}>{m.beds_later()}</ButtonLink>
          <PrintButton />
        </>
      }
    >
      <BedTabs />
      <Section>
        <FilterForm values={{ from, floor }}>
          <DateField name="from" label={m.beds_timeline_from()} />
          <SelectField name="floor" label={m.beds_floor()} options={floors} optional />
        </FilterForm>
        <ul className="days-legend" aria-label={m.beds_legend()}>
          {kinds.map(({ kind, label }) => (
            <li key={kind} className={`status tone-${spanTone[kind]}`}>
              <Icon name={spanIcon[kind]} />
              {label}
            </li>
          ))}
        </ul>
      </Section>
      <Section>
        {rooms.length === 0 ? (
          <p>{m.beds_none_shown()}</p>
        ) : (
          <BedTimeline label={m.beds_timeline()} rooms={rooms} marks={marks} now={now} />
        )}
        <details>
          <summary className="button">{m.beds_as_table()}</summary>
          <SpanTable rooms={rooms} />
        </details>
        <Paging next={loaded.next} after={loaded.after} from={from} floor={floor} />
      </Section>
    </Page>
  );
}

/** The same in rows, for those who read and do not look. */
function SpanTable({ rooms }: { rooms: readonly DrawnRoom[] }) {
  const lines = rooms.flatMap((room) =>
    room.beds.flatMap((bed) =>
      bed.bars.map((bar) => ({ key: `${bed.id}${bar.kind}${bar.column}`, room: room.name, bed, bar })),
    ),
  );
  return (
    <Table
      caption={m.beds_timeline()}
      rows={lines}
      rowKey={({ key }) => key}
      empty={m.beds_timeline_empty()}
      columns={[
        {
          key: 'bed',
          title: m.beds_bed(),
          heading: true,
          cell: ({ room, bed }) => <Link to={`/beds/${bed.id}`}>{`${room} ${bed.name}`}</Link>,
        },
        { key: 'what', title: m.beds_status(), cell: ({ bar }) => bar.whole },
      ]}
    />
  );
}

function Paging({
  next,
  after,
  from,
  floor,
}: {
  next?: string;
  after?: string;
  from: string;
  floor?: string;
}) {
  const at = (place?: string) =>
    `?${new URLSearchParams({ from, ...(floor && { floor }), ...(place && { after: place }) })}`;
  if (!next && !after) return null;
  return (
    <nav className="actions paging" aria-label={m.kit_paging()}>
      {after ? <ButtonLink to={at()}>{m.kit_first_page()}</ButtonLink> : null}
      {next ? <ButtonLink to={at(next)}>{m.kit_next_page()}</ButtonLink> : null}
    </nav>
  );
}
