import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { bedAttributes, bedKinds } from '~/domain/beds/bed.rules';
import { type BedStatus, type BoardBed, bedStatuses } from '~/domain/beds/board.rules';
import { listBoard } from '~/domain/beds/list-board';
import { parsePlainDate } from '~/domain/kernel/plain-date';
import { page } from '~/routes/authorised.server';
import { BedBoard, type BedOnBoard } from '~/ui/beds/bed-board';
import {
  attributeLabel,
  kindLabel,
  optionsOf,
  sexRuleLabel,
  statusIcon,
  statusLabel,
  statusTone,
} from '~/ui/beds/labels';
import { Checkbox, DateField, SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatNumber, formatPercent } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

const lean = (bed: BoardBed): BedOnBoard => ({
  id: bed.id,
  name: bed.name,
  kind: bed.kind,
  status: bed.status,
  who: bed.personName ?? undefined,
  date: bed.leaves ?? bed.closedUntil ?? (bed.status === 'reserved' ? bed.reservedFrom : null) ?? undefined,
});

export const loader = page('beds.view', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  const wanted = {
    on: parsePlainDate(asked('on') ?? ''),
    kind: bedKinds.find((one) => one === asked('kind')),
    sex: (['male', 'female'] as const).find((one) => one === asked('sex')),
    attribute: bedAttributes.find((one) => one === asked('attribute')),
    status: asked('free') ? ('free' as const) : bedStatuses.find((one) => one === asked('status')),
  };
  const { buildings, ...board } = await listBoard(actor, wanted);
  return {
    ...board,
    buildings: buildings.map(({ name, floors }) => ({
      name,
      floors: floors.map((floor) => ({
        name: floor.name,
        rooms: floor.rooms.map((room) => ({ ...room, beds: room.beds.map(lean) })),
      })),
    })),
    wanted: { ...wanted, free: wanted.status === 'free' },
    filtered: url.search !== '',
    mayImport: actor.permissions.has('beds.import'),
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_title() }) }];

export default function Board() {
  const { on, buildings, shown, counts, share, wanted, filtered, mayImport, viewer } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title={m.beds_title()}
      lead={m.beds_lead({ date: formatDate(on) })}
      watermark={viewer}
      actions={
        <>
          <PrintButton />
          {mayImport ? <ButtonLink to="/imports/beds">{m.beds_import()}</ButtonLink> : null}
        </>
      }
    >
      <Section>
        <ul className="board-legend">
          {bedStatuses.map((status) => (
            <li key={status}>
              <Link className={`tone-${statusTone[status]}`} to={rowsBehind(status, on)}>
                <Icon name={statusIcon[status]} />
                {m.beds_count_of({ status: statusLabel[status](), count: formatNumber(counts[status]) })}
              </Link>
            </li>
          ))}
        </ul>
        <Share share={share} />
        <details open={filtered || undefined}>
          <summary className="button">
            <Icon name="search" />
            {m.beds_filter()}
          </summary>
          <FilterForm values={{ ...wanted, on, free: wanted.free || undefined }}>
            <DateField name="on" label={m.beds_on()} />
            <SelectField name="kind" label={m.beds_kind()} options={optionsOf(kindLabel)} optional />
            <SelectField
              name="sex"
              label={m.beds_sex()}
              options={optionsOf(sexRuleLabel).filter(({ value }) => value !== 'any')}
              optional
            />
            <SelectField
              name="attribute"
              label={m.beds_attributes()}
              options={optionsOf(attributeLabel)}
              optional
            />
            <Checkbox name="free" label={m.beds_only_free()} />
          </FilterForm>
        </details>
        <p className="quiet" role="status">
          {share.all === 0 ? m.beds_empty() : m.beds_shown({ shown, all: share.all })}
        </p>
        {share.all > 0 && shown === 0 ? <p>{m.beds_none_shown()}</p> : null}
      </Section>
      <BedBoard buildings={buildings} />
    </Page>
  );
}

/** Where the rows behind a number are. */
const rowsBehind = (status: BedStatus, on: string): string => {
  if (status === 'occupied') return '/stays';
  return status === 'reserved' ? '/applications?status=offered' : `/beds?on=${on}&status=${status}`;
};

function Share({
  share,
}: {
  share: { nursing: number; all: number; percent?: number; goal: number; met: boolean };
}) {
  const { percent, nursing, all, goal, met } = share;
  if (percent === undefined) return null;
  return (
    <p>
      <Link to="/beds?kind=nursing">{m.beds_share({ percent: formatPercent(percent / 100) })}</Link>{' '}
      <Status tone={met ? 'ok' : 'late'}>{met ? m.beds_share_met() : m.beds_share_unmet()}</Status>{' '}
      <span className="quiet">{m.beds_share_note({ nursing, all, goal })}</span>
    </p>
  );
}
