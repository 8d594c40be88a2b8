import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  discardDraft,
  endAppeal,
  filePlan,
  findAppeal,
  postUpdate,
  publishAppeal,
  reportAppeal,
} from '~/domain/donations/appeals';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { AppealDue, PlanDue } from '~/ui/donations/appeal-due';
import { AppealAbout, AppealFacts, AppealProgress, AppealUpdates } from '~/ui/donations/appeal-facts';
import { appealKindText, appealStatusLabel, appealTone, needOriginLabel } from '~/ui/donations/appeal-labels';
import { goodsName, named } from '~/ui/donations/labels';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, id }) => {
  const appeal = await findAppeal(actor, { appealId: id });
  if (!appeal) throw notFound();
  return {
    appeal: { ...appeal, against: appeal.against.map(refusalText) },
    viewer: actor.name,
    mayWrite: actor.permissions.has('donations.confirm-money'),
    mayPublish: actor.permissions.has('donations.publish-appeal'),
  };
});

const ofAppeal = {
  with: ({ id }: { id: string }) => ({ appealId: id }),
  then: (_: unknown, { id }: { id: string }) => `/gifts/appeals/${id}`,
};

export const action = intents({
  discard: post(discardDraft, { with: ofAppeal.with, then: () => '/gifts/appeals' }),
  plan: post(filePlan, ofAppeal),
  publish: post(publishAppeal, ofAppeal),
  update: post(postUpdate, ofAppeal),
  end: post(endAppeal, ofAppeal),
  report: post(reportAppeal, ofAppeal),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.appeal.title ?? m.donations_appeals_kept() }) },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function AppealKept() {
  const loaded = useLoaderData<typeof loader>();
  const { appeal, mayWrite, viewer } = loaded;
  return (
    <Page
      title={named({ name: appeal.title, nameEn: appeal.titleEn })}
      lead={appealKindText(appeal)}
      watermark={appeal.needs.some(({ note }) => note) ? viewer : undefined}
      above={[{ to: '/gifts/appeals', label: m.donations_appeals_kept() }]}
      status={<Status tone={appealTone[appeal.status]}>{appealStatusLabel[appeal.status]()}</Status>}
      actions={
        appeal.kind === 'open' && appeal.status !== 'draft' ? (
          <ButtonLink to={`/appeals/${appeal.id}`}>{m.donations_appeal_public()}</ButtonLink>
        ) : appeal.status === 'draft' && mayWrite ? (
          <ButtonLink to={`/gifts/appeals/${appeal.id}/change`}>{m.donations_appeal_change()}</ButtonLink>
        ) : null
      }
    >
      <Next {...loaded} />
      <Section title={m.donations_appeal_how_far()}>
        <AppealProgress appeal={appeal} />
      </Section>
      <NeedNotes needs={appeal.needs} />
      <Section title={m.donations_appeal_about()}>
        <AppealAbout appeal={appeal} />
        <AppealFacts appeal={appeal} />
      </Section>
      <Section title={m.donations_appeal_updates()}>
        <p>
          {m.donations_appeal_due()} <AppealDue appeal={appeal} />
        </p>
        <AppealUpdates appeal={appeal} />
      </Section>
    </Page>
  );
}

/** Where the needs come from and why, for whoever writes the appeal and decides about it. */
const NeedNotes = ({ needs }: { needs: Loaded['appeal']['needs'] }) =>
  needs.some(({ note }) => note) ? (
    <Section title={m.donations_need_notes()}>
      <Table
        caption={m.donations_need_notes()}
        rows={needs.filter(({ note }) => note)}
        rowKey={(need) => need.id}
        empty={m.donations_needs_none()}
        columns={[
          { key: 'name', title: m.donations_need_what(), heading: true, cell: goodsName },
          { key: 'origin', title: m.donations_need_origin(), cell: (need) => needOriginLabel[need.origin]() },
          { key: 'note', title: m.donations_need_note(), cell: (need) => need.note },
          { key: 'by', title: m.donations_need_by(), cell: (need) => need.namedBy },
        ]}
      />
    </Section>
  ) : null;

/** What is to be done next, for whoever may do it. */
function Next({ appeal, mayWrite, mayPublish }: Loaded) {
  const reply = useActionData<typeof action>();
  const { status, planNumber } = appeal;
  return (
    <>
      {status === 'draft' ? <Against appeal={appeal} /> : null}
      <EmergencyDuties appeal={appeal} />
      <PlanChanged appeal={appeal} />
      {mayWrite &&
      appeal.kind === 'open' &&
      (status === 'draft' || (appeal.urgent && (planNumber === null || appeal.planChangedOn !== null))) ? (
        <Section title={m.donations_appeal_file_plan()}>
          <PlanDueLine appeal={appeal} />
          <EditForm intent="plan" reply={reply} values={{ planNumber, planFiledOn: appeal.planFiledOn }}>
            <TextField name="planNumber" label={m.donations_appeal_plan()} autoComplete="off" />
            <DateField name="planFiledOn" label={m.donations_appeal_filed_on()} />
            <SubmitButton>{m.donations_appeal_file_plan()}</SubmitButton>
          </EditForm>
        </Section>
      ) : (
        <PlanDueLine appeal={appeal} />
      )}
      {status === 'draft' && mayPublish ? (
        <EditForm intent="publish" reply={reply}>
          <SubmitButton>{m.donations_appeal_publish()}</SubmitButton>
        </EditForm>
      ) : null}
      {status === 'draft' && mayWrite ? (
        <Dialog
          id="discard"
          title={m.donations_appeal_discard()}
          trigger={m.donations_appeal_discard()}
          danger
        >
          <EditForm intent="discard" reply={reply}>
            <p>{m.donations_appeal_discard_hint()}</p>
            <TextArea name="reason" label={m.donations_appeal_discard_reason()} rows={2} />
            <SubmitButton danger>{m.donations_appeal_discard()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
      {status === 'published' && mayWrite ? (
        <Section title={m.donations_appeal_update()}>
          <EditForm intent="update" reply={reply}>
            <TextArea
              name="text"
              label={m.donations_appeal_text()}
              hint={m.donations_appeal_about_hint()}
              rows={4}
            />
            <SubmitButton>{m.donations_appeal_update()}</SubmitButton>
          </EditForm>
          <Dialog id="end" title={m.donations_appeal_end()} trigger={m.donations_appeal_end()} danger>
            <EditForm intent="end" reply={reply}>
              <p>{m.donations_appeal_end_hint()}</p>
              <SubmitButton danger>{m.donations_appeal_end()}</SubmitButton>
            </EditForm>
          </Dialog>
        </Section>
      ) : null}
      {status === 'ended' && mayWrite ? (
        <Section title={m.donations_appeal_report()}>
          <EditForm intent="report" reply={reply}>
            <TextArea
              name="text"
              label={m.donations_appeal_text()}
              hint={m.donations_appeal_report_hint()}
              rows={6}
            />
            <SubmitButton>{m.donations_appeal_report()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </>
  );
}

/** By when the plan of an appeal in an emergency is to be filed, for whoever files it and whoever answers for it. */
const PlanDueLine = ({ appeal }: Pick<Loaded, 'appeal'>) =>
  appeal.planDueOn ? (
    <p>
      {m.donations_appeal_plan_due()} <PlanDue appeal={appeal} />{' '}
      <span className="quiet">{m.donations_appeal_plan_due_hint()}</span>
    </p>
  ) : null;

/** That the plan on file says something else than the draft does now. */
const PlanChanged = ({ appeal: { kind, planFiledOn, planChangedOn } }: Pick<Loaded, 'appeal'>) =>
  kind === 'open' && planFiledOn && planChangedOn ? (
    <Notice
      tone="due"
      title={m.donations_appeal_plan_changed({
        filed: formatDate(planFiledOn),
        changed: formatDate(planChangedOn),
      })}
    >
      <p>{m.donations_appeal_plan_changed_hint()}</p>
    </Notice>
  ) : null;

/** What publishing leaves out in an emergency and what then has to follow by when, for whoever writes it and whoever decides. */
function EmergencyDuties({ appeal: { kind, emergency } }: Pick<Loaded, 'appeal'>) {
  if (!emergency) return null;
  const { planBy, firstReportBy } = emergency;
  return (
    <Notice tone="due" title={m.donations_appeal_emergency({ kind: appealKindText({ kind, urgent: true }) })}>
      <ul>
        {planBy ? <li>{m.donations_appeal_emergency_plan({ day: formatDate(planBy) })}</li> : null}
        <li>{m.donations_appeal_emergency_reports({ day: formatDate(firstReportBy) })}</li>
      </ul>
    </Notice>
  );
}

/** What stands against publishing, known before anybody presses the button. */
const Against = ({ appeal: { against, kind, urgent } }: { appeal: Loaded['appeal'] }) =>
  against.length === 0 ? (
    <Notice
      tone="ok"
      title={
        urgent
          ? m.donations_appeal_ready_as({ kind: appealKindText({ kind, urgent }) })
          : m.donations_appeal_ready()
      }
    />
  ) : (
    <Notice tone="due" title={m.donations_appeal_against()}>
      <ul>
        {against.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Notice>
  );
