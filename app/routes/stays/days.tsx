import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { beginLeave } from '~/domain/stays/begin-leave';
import { correctLeave } from '~/domain/stays/correct-leave';
import { correctStay } from '~/domain/stays/correct-stay';
import { endLeave } from '~/domain/stays/end-leave';
import { findStay } from '~/domain/stays/find-stay';
import { listStayChanges } from '~/domain/stays/list-away';
import { listStays } from '~/domain/stays/list-stays';
import { swapResidents } from '~/domain/stays/swap-residents';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { placeText } from '~/ui/beds/labels';
import { formatDate, formatInstant, formatPeriod } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { CorrectLeaveForm, CorrectStayForm, LeaveForm, ReturnForm, SwapForm } from '~/ui/stays/day-forms';
import { correctionLabel, leaveLabel } from '~/ui/stays/labels';
import { m } from '~/words/generated/messages';

/** Residents among whom the other one of a swap is chosen. */
const RESIDENTS_SHOWN = 200;

export const loader = page('stays.view', async ({ actor, id }) => {
  const stay = await findStay(actor, { id });
  if (!stay) throw notFound();
  const today = dateOf(actor.at ?? new Date());
  const mayChange = actor.permissions.has('stays.discharge');
  const seesHealth = actor.permissions.has('assessments.view');
  const { leaves, corrections } = await listStayChanges(actor, { stayId: id });
  const others =
    mayChange && !stay.dischargedOn
      ? await listStays(actor, { on: today, limit: RESIDENTS_SHOWN })
      : undefined;
  return {
    today,
    mayChange,
    stay: { id, personName: stay.personName, over: stay.dischargedOn !== null, admittedOn: stay.admittedOn },
    away: leaves.find(({ untilOn, annulledAt }) => !untilOn && !annulledAt)?.fromOn,
    leaves: leaves.map(({ note, ...leave }) => ({
      ...leave,
      what: leaveLabel[leave.kind](),
      days: formatPeriod(leave.fromOn, leave.untilOn),
      note: seesHealth ? note : null,
      told:
        leave.notifiedName && leave.notifiedAt
          ? m.stays_told({ name: leave.notifiedName, at: formatInstant(leave.notifiedAt) })
          : null,
      annulled:
        leave.annulledAt &&
        m.stays_annulled({ by: leave.annulledByName ?? '', reason: leave.annulledReason ?? '' }),
    })),
    corrections: corrections.map((one) => ({
      id: one.id,
      what: correctionLabel[one.what](),
      before: formatDate(one.beforeOn),
      after: one.afterOn ? formatDate(one.afterOn) : m.stays_taken_back(),
      reason: one.reason,
      by: m.stays_corrected_by({ name: one.correctedByName, at: formatInstant(one.correctedAt) }),
    })),
    moves: stay.beds.slice(0, -1).map(({ fromOn }) => ({ value: fromOn, label: formatDate(fromOn) })),
    others: (others?.rows ?? [])
      .filter((row) => row.id !== id)
      .map((row) => ({
        value: row.id,
        label: `${row.personName} ${row.building && row.room && row.bed ? placeText({ building: row.building, room: row.room, name: row.bed }) : ''}`,
      })),
    viewer: actor.name,
  };
});

const ofStay = {
  with: ({ id }: { id: string }) => ({ stayId: id }),
  then: (_: unknown, { id }: { id: string }) => `/stays/${id}/days`,
};

export const action = intents({
  leave: post(beginLeave, ofStay),
  return: post(endLeave, ofStay),
  'correct-leave': post(correctLeave, ofStay),
  correct: post(correctStay, ofStay),
  swap: post(swapResidents, ofStay),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: m.stays_days_of({ name: data?.stay.personName ?? '' }) }) },
];

export default function StayDays() {
  const { stay, away, leaves, corrections, moves, others, today, mayChange, viewer } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.stays_days_of({ name: stay.personName })}
      above={[
        { to: '/stays', label: m.stays_residents() },
        { to: `/stays/${stay.id}`, label: stay.personName },
      ]}
      watermark={viewer}
    >
      {away ? <Notice tone="due" title={m.stays_away_since({ date: formatDate(away) })} /> : null}
      {mayChange && !stay.over ? (
        <Section title={away ? m.stays_return() : m.stays_leave()}>
          <p>{away ? m.stays_return_lead() : m.stays_leave_lead()}</p>
          {away ? <ReturnForm reply={reply} today={today} /> : <LeaveForm reply={reply} today={today} />}
        </Section>
      ) : null}
      <Section title={m.stays_leaves()}>
        <Table
          caption={m.stays_leaves()}
          rows={leaves}
          rowKey={(row) => row.id}
          empty={m.stays_leaves_none()}
          columns={[
            { key: 'what', title: m.stays_leave_kind(), heading: true, cell: (row) => row.what },
            { key: 'days', title: m.stays_leave_days(), cell: (row) => row.days },
            { key: 'note', title: m.stays_leave_note(), cell: (row) => row.note ?? m.kit_empty_value() },
            { key: 'told', title: m.stays_leave_told(), cell: (row) => row.told ?? m.kit_empty_value() },
            {
              key: 'state',
              title: m.stays_status(),
              cell: (row) => row.annulled ?? (row.untilOn ? m.stays_returned() : m.stays_away()),
            },
          ]}
        />
      </Section>
      {mayChange ? (
        <Section title={m.stays_correct()}>
          <p>{m.stays_correct_lead()}</p>
          <CorrectStayForm reply={reply} today={today} moves={moves} over={stay.over} />
          {leaves.some((leave) => !leave.annulled) ? (
            <CorrectLeaveForm
              reply={reply}
              today={today}
              leaves={leaves
                .filter((leave) => !leave.annulled)
                .map((leave) => ({ value: leave.id, label: `${leave.what} ${leave.days}` }))}
            />
          ) : null}
        </Section>
      ) : null}
      {others.length > 0 ? (
        <Section title={m.stays_swap()}>
          <p>{m.stays_swap_lead()}</p>
          <SwapForm reply={reply} today={today} others={others} />
        </Section>
      ) : null}
      <Section title={m.stays_corrections()}>
        <Table
          caption={m.stays_corrections()}
          rows={corrections}
          rowKey={(row) => row.id}
          empty={m.stays_corrections_none()}
          columns={[
            { key: 'what', title: m.stays_correct_what(), heading: true, cell: (row) => row.what },
            { key: 'before', title: m.stays_correct_before(), cell: (row) => row.before },
            { key: 'after', title: m.stays_correct_after(), cell: (row) => row.after },
            { key: 'reason', title: m.stays_reason(), cell: (row) => row.reason },
            { key: 'by', title: m.stays_correct_who(), cell: (row) => row.by },
          ]}
        />
      </Section>
    </Page>
  );
}
