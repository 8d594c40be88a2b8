import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { findLatestChange } from '~/domain/audit/find-changes';
import { listTimeline } from '~/domain/audit/list-timeline';
import { changeBed } from '~/domain/beds/change-bed';
import { changeClosure } from '~/domain/beds/change-closure';
import { closeBed } from '~/domain/beds/close-bed';
import { type Bed, findBed } from '~/domain/beds/find-bed';
import { finishCleaning } from '~/domain/beds/finish-cleaning';
import { renamePlace } from '~/domain/beds/rename-place';
import { reopenBed } from '~/domain/beds/reopen-bed';
import { restoreBed } from '~/domain/beds/restore-bed';
import { retireBed } from '~/domain/beds/retire-bed';
import { getBedRules } from '~/domain/beds/settle-bed-rules';
import { previewShare } from '~/domain/beds/share-guard';
import { withdrawClosure } from '~/domain/beds/withdraw-closure';
import { addDays, dateOf, type PlainDate } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { ClosuresOfBed } from '~/ui/beds/closures-of-bed';
import { bedEventWords } from '~/ui/beds/event-words';
import {
  attributeLabel,
  attributesText,
  causeLabel,
  kindLabel,
  optionsOf,
  placeText,
  sexRuleLabel,
  statusLabel,
  statusTone,
} from '~/ui/beds/labels';
import { type ShareAround, ShareNotice } from '~/ui/beds/share';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, Choices, DateField, HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { useLive } from '~/ui/kit/live';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { m } from '~/words/generated/messages';

export const loader = page('beds.view', async ({ actor, id }) => {
  const after = await findLatestChange(actor);
  const bed = await findBed(actor, { id });
  if (!bed) throw notFound();
  const events = await listTimeline(actor, { type: 'bed', id });
  const mayEdit = actor.permissions.has('beds.edit');
  const nursing = bed.kind === 'nursing' ? -1 : 0;
  const { shareDenominator } = await getBedRules(actor);
  const share = async (change: { nursing: number; all: number }, on?: PlainDate): Promise<ShareAround> => {
    const { before, after: then, lowers } = await previewShare(actor, { change, bedId: id, on });
    return { before, after: then, lowers };
  };
  return {
    bed,
    events: historyLines(events, bedEventWords),
    today: dateOf(actor.at ?? new Date()),
    // What each change would do to the share of nursing beds, for those who may make it.
    shares: mayEdit
      ? {
          asGeneral: nursing < 0 ? await share({ nursing, all: 0 }) : undefined,
          without: await share({ nursing, all: -1 }),
          // Of a bed that is retired: what would be with it from the day on which it is gone.
          again: bed.retiredOn
            ? await share({ nursing: -nursing, all: 1 }, bed.retired ? undefined : bed.retiredOn)
            : undefined,
          closingCounts: shareDenominator === 'in_service',
        }
      : undefined,
    maySeeStays: actor.permissions.has('stays.view'),
    live: { path: '/live/beds', after },
    viewer: actor.name,
  };
});

const ofBed = {
  with: ({ id }: { id: string }) => ({ bedId: id }),
  then: (_: unknown, { id }: { id: string }) => `/beds/${id}`,
};
const then = ofBed.then;

export const action = intents({
  close: post(closeBed, ofBed),
  reopen: post(reopenBed, ofBed),
  change: post(changeBed, ofBed),
  extend: post(changeClosure, { then }),
  withdraw: post(withdrawClosure, { then }),
  retire: post(retireBed, ofBed),
  restore: post(restoreBed, ofBed),
  clean: post(finishCleaning, ofBed),
  rename: post(renamePlace, { with: ({ id }) => ({ placeId: id, level: 'bed' as const }), then }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? placeText(data.bed) : m.beds_title() }) },
];

export default function BedPage() {
  const { bed, events, today, shares, maySeeStays, live, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  useLive(live);
  return (
    <Page
      title={placeText(bed)}
      above={[{ to: '/beds', label: m.beds_title() }]}
      status={
        bed.retired ? (
          <Status tone="stopped">{m.beds_retired()}</Status>
        ) : (
          <Status tone={statusTone[bed.status]}>{statusLabel[bed.status]()}</Status>
        )
      }
      watermark={viewer}
      actions={shares ? <Deeds bed={bed} today={today} shares={shares} reply={reply} /> : null}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.beds_building(), value: bed.building },
            { term: m.beds_floor(), value: bed.floor },
            { term: m.beds_kind(), value: kindLabel[bed.kind]() },
            { term: m.beds_sex(), value: sexRuleLabel[bed.sexRule]() },
            { term: m.beds_attributes(), value: attributesText(bed.attributes) },
            { term: m.beds_status(), value: <Standing bed={bed} maySeeStays={maySeeStays} /> },
            ...(bed.openedOn ? [{ term: m.beds_opened_on(), value: formatDate(bed.openedOn) }] : []),
            ...(bed.retiredOn ? [{ term: m.beds_retired_on(), value: formatDate(bed.retiredOn) }] : []),
          ]}
        />
      </Section>
      <Section title={m.beds_people()}>
        <Table
          caption={m.beds_people()}
          rows={bed.occupancies}
          rowKey={(row) => row.id}
          empty={m.beds_people_empty()}
          columns={[
            {
              key: 'name',
              title: m.beds_occupant(),
              heading: true,
              cell: (row) =>
                row.stayId && maySeeStays ? (
                  <Link to={`/stays/${row.stayId}`}>{row.personName}</Link>
                ) : (
                  row.personName
                ),
            },
            { key: 'from', title: m.beds_from(), cell: (row) => formatDate(row.fromOn) },
            {
              key: 'until',
              title: m.beds_until(),
              cell: (row) => (row.untilOn ? formatDate(row.untilOn) : m.beds_until_now()),
            },
          ]}
        />
      </Section>
      <ClosuresOfBed closures={bed.closures} today={today} mayEdit={shares !== undefined} reply={reply} />
      <Section title={m.beds_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}

/** How the bed stands today, with whoever or whatever makes it so. */
function Standing({ bed, maySeeStays }: { bed: Bed; maySeeStays: boolean }) {
  const { occupant, closure, cleaning, reservation, status } = bed;
  if (occupant) {
    const text = m.beds_since({ name: occupant.personName, date: formatDate(occupant.fromOn) });
    return occupant.stayId && maySeeStays ? <Link to={`/stays/${occupant.stayId}`}>{text}</Link> : text;
  }
  if (closure) return m.beds_closed_because({ cause: causeLabel[closure.cause](), reason: closure.reason });
  if (cleaning) return m.beds_cleaning_since({ date: formatDate(cleaning.vacatedOn) });
  if (reservation)
    return m.beds_kept_for({ name: reservation.personName, date: formatDate(reservation.fromOn) });
  return statusLabel[status]();
}

/** What stands against closing or retiring a bed, told before somebody tries. */
function Obstacles({ bed, today }: { bed: Bed; today: PlainDate }) {
  const { occupant, reservation, closures } = bed;
  const planned = closures.filter(
    ({ fromOn, untilOn }) => (untilOn === null || untilOn > today) && untilOn !== fromOn,
  );
  const lines = [
    ...(occupant
      ? [
          occupant.untilOn
            ? m.beds_against_until({ name: occupant.personName, date: formatDate(occupant.untilOn) })
            : m.beds_against_occupied({ name: occupant.personName }),
        ]
      : []),
    ...(reservation
      ? [m.beds_kept_for({ name: reservation.personName, date: formatDate(reservation.fromOn) })]
      : []),
    ...planned.map(({ fromOn, untilOn, reason }) =>
      m.beds_against_closed({
        from: formatDate(fromOn),
        until: untilOn ? formatDate(untilOn) : m.beds_until_open(),
        reason,
      }),
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <Notice tone="due" title={m.beds_against()}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}

interface DeedsProps {
  bed: Bed;
  today: PlainDate;
  shares: { asGeneral?: ShareAround; without: ShareAround; again?: ShareAround; closingCounts: boolean };
  reply?: Reply;
}

function Deeds({ bed, today, shares, reply }: DeedsProps) {
  const tomorrow = addDays(today, 1);
  return (
    <>
      {bed.cleaning && !bed.occupant ? (
        <EditForm intent="clean" reply={reply}>
          <SubmitButton>{m.beds_clean()}</SubmitButton>
        </EditForm>
      ) : null}
      {bed.closure ? (
        <Dialog id="reopen" title={m.beds_reopen()} trigger={m.beds_reopen()}>
          <p>{m.beds_reopen_lead()}</p>
          <EditForm intent="reopen" reply={reply}>
            <SubmitButton>{m.beds_reopen()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
      {bed.retiredOn ? (
        <Dialog id="restore" title={m.beds_restore()} trigger={m.beds_restore()}>
          <p>{m.beds_restore_lead()}</p>
          <EditForm intent="restore" reply={reply}>
            <TextField name="reason" label={m.beds_close_reason()} maxLength={200} />
            {shares.again ? <ShareNotice share={shares.again} /> : null}
            <SubmitButton>{m.beds_restore()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : (
        <>
          <Dialog id="close" title={m.beds_close()} trigger={m.beds_close()}>
            <Obstacles bed={bed} today={today} />
            <EditForm intent="close" reply={reply} values={{ from: bed.closure ? tomorrow : today }}>
              <DateField name="from" label={m.beds_close_from()} hint={m.beds_close_from_hint()} />
              <DateField
                name="until"
                label={m.beds_close_until()}
                hint={m.beds_close_until_hint()}
                optional
              />
              <Choice name="cause" label={m.beds_close_cause()} options={optionsOf(causeLabel)} inline />
              <TextField name="reason" label={m.beds_close_reason()} maxLength={200} />
              {shares.closingCounts ? <ShareNotice share={shares.without} /> : null}
              <SubmitButton>{m.beds_close()}</SubmitButton>
            </EditForm>
          </Dialog>
          <Dialog id="change" title={m.beds_change()} trigger={m.beds_change()}>
            <EditForm
              intent="change"
              reply={reply}
              values={{ kind: bed.kind, attributes: [...bed.attributes] }}
            >
              <Choice name="kind" label={m.beds_kind()} options={optionsOf(kindLabel)} inline />
              <Choices
                name="attributes"
                label={m.beds_attributes()}
                options={optionsOf(attributeLabel)}
                inline
                optional
              />
              {shares.asGeneral ? (
                <>
                  <p>{m.beds_change_general()}</p>
                  <ShareNotice share={shares.asGeneral} />
                </>
              ) : null}
              <SubmitButton>{m.beds_change_do()}</SubmitButton>
            </EditForm>
          </Dialog>
          <Dialog id="retire" title={m.beds_retire()} trigger={m.beds_retire()} danger>
            <p>{m.beds_retire_lead()}</p>
            <Obstacles bed={bed} today={today} />
            <EditForm intent="retire" reply={reply} values={{ on: today }}>
              <DateField name="on" label={m.beds_retire_on()} />
              <TextField name="reason" label={m.beds_close_reason()} maxLength={200} />
              <ShareNotice share={shares.without} />
              <SubmitButton>{m.beds_retire()}</SubmitButton>
            </EditForm>
          </Dialog>
        </>
      )}
      <Dialog id="rename" title={m.beds_rename()} trigger={m.beds_rename()}>
        <EditForm intent="rename" reply={reply} values={{ name: bed.name }}>
          <HiddenField name="level" value="bed" />
          <TextField name="name" label={m.beds_name()} maxLength={40} />
          <SubmitButton>{m.beds_change_do()}</SubmitButton>
        </EditForm>
      </Dialog>
    </>
  );
}
