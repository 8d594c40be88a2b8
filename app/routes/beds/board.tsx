import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { bedAttributes, bedKinds } from '~/domain/beds/bed.rules';
import type { BoardBed } from '~/domain/beds/board.rules';
import { listBoard } from '~/domain/beds/list-board';
import { parsePlainDate } from '~/domain/kernel/plain-date';
import { page } from '~/routes/authorised.server';
import { BedBoard, type BedOnBoard } from '~/ui/beds/bed-board';
import { attributeLabel, kindLabel, optionsOf, sexRuleLabel } from '~/ui/beds/labels';
import { Meter } from '~/ui/kit/chart';
import { Checkbox, DateField, SelectField } from '~/ui/kit/fields';
import { Figure, Figures } from '~/ui/kit/figure';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatPercent } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
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
    free: asked('free') !== undefined,
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
    wanted,
    mayImport: actor.permissions.has('beds.import'),
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_title() }) }];

export default function Board() {
  const { on, buildings, shown, counts, share, wanted, mayImport, viewer } = useLoaderData<typeof loader>();
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
      <Figures>
        <Figure
          label={m.beds_status_free()}
          value={m.beds_count({ count: counts.free })}
          to={`/beds?on=${on}&free=on`}
        />
        <Figure
          label={m.beds_status_occupied()}
          value={m.beds_count({ count: counts.occupied })}
          to="/stays"
        />
        <Figure
          label={m.beds_status_reserved()}
          value={m.beds_count({ count: counts.reserved })}
          to="/applications?status=offered"
        />
        <Figure
          label={m.beds_status_closed()}
          value={m.beds_count({ count: counts.closed })}
          to={`/beds?on=${on}`}
        />
        <Share share={share} />
      </Figures>
      <Section>
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
        <p className="quiet" role="status">
          {share.all === 0 ? m.beds_empty() : m.beds_shown({ shown, all: share.all })}
        </p>
        {share.all > 0 && shown === 0 ? <p>{m.beds_none_shown()}</p> : null}
      </Section>
      <BedBoard buildings={buildings} />
    </Page>
  );
}

function Share({
  share,
}: {
  share: { nursing: number; all: number; percent?: number; goal: number; met: boolean };
}) {
  const { percent, nursing, all, goal, met } = share;
  if (percent === undefined) {
    return <Figure label={m.beds_share()} value={m.beds_share_none()} to="/beds" />;
  }
  return (
    <Figure
      label={m.beds_share()}
      value={formatPercent(percent / 100)}
      to="/beds?kind=nursing"
      state={{ tone: met ? 'ok' : 'late', words: met ? m.beds_share_met() : m.beds_share_unmet() }}
      note={m.beds_share_note({ nursing, all, goal })}
    >
      <Meter ratio={percent / 100} bound={goal / 100} tone={met ? 'ok' : 'late'} />
    </Figure>
  );
}
