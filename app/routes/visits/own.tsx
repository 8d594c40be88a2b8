import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listGoodsToTake } from '~/domain/donations/list-stock';
import { acceptAssignment, declineAssignment } from '~/domain/visits/answer-assignment';
import { checkIn, checkOut } from '~/domain/visits/check-in';
import { lacksCompany } from '~/domain/visits/company';
import { findOwnAssignment } from '~/domain/visits/list-visits';
import { revealAddress } from '~/domain/visits/reveal-address';
import { checkInOpens } from '~/domain/visits/visit.rules';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { GoodsToTake, goodsToTakeLines } from '~/ui/donations/goods-to-take';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatInstant, formatMinutes, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { ownStatus } from '~/ui/visits/labels';
import { ProofFields } from '~/ui/visits/proof-fields';
import { surveyChoices } from '~/ui/visits/survey-choices';
import { SurveyFields } from '~/ui/visits/survey-fields';
import { visitTime } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view-own', async ({ actor, id, url }) => {
  const assignment = await findOwnAssignment(actor, { assignmentId: id });
  if (!assignment) throw notFound();
  const now = actor.at ?? new Date();
  return {
    assignment,
    lacksCompany: await lacksCompany(actor, { assignmentId: id }),
    goods: goodsToTakeLines((await listGoodsToTake(actor, { assignmentId: id })) ?? []),
    service: serviceText(assignment.serviceKind),
    status: ownStatus(assignment, now),
    checkInFrom: checkInOpens(assignment),
    now,
    code: url.searchParams.get('code') ?? undefined,
    survey:
      assignment.status === 'checked_in' && assignment.serviceKind === 'survey' ? surveyChoices() : undefined,
  };
});

const of = ({ id }: { id: string }) => ({ assignmentId: id });
const back = (_: unknown, { id }: { id: string }) => `/my/visits/${id}`;

export const action = intents({
  accept: post(acceptAssignment, { with: of, then: back }),
  decline: post(declineAssignment, { with: of, then: back }),
  address: post(revealAddress, { with: of, then: ({ address }) => ({ address }) }),
  'check-in': post(checkIn, { with: of, then: back }),
  'check-out': post(checkOut, { with: of, then: back }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_own_title() }) }];

export default function OwnVisit() {
  const {
    assignment,
    lacksCompany: isAlone,
    goods,
    service,
    status: state,
    checkInFrom,
    now,
    code,
    survey,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer && 'address' in answer ? answer : undefined;
  const reply = shown ? undefined : (answer as Reply | undefined);
  const { status } = assignment;
  const over = (status === 'published' || status === 'accepted') && now >= assignment.endsAt;
  const expected = status === 'accepted' || status === 'checked_in';
  return (
    <Page
      title={visitTime(assignment.startsAt, assignment.endsAt)}
      above={[{ to: '/my/visits', label: m.visits_own_title() }]}
      status={<Status tone={state.tone}>{state.text}</Status>}
      narrow
    >
      {isAlone ? <Notice tone="late">{m.visits_own_alone()}</Notice> : null}
      {status === 'done' ? <Notice tone="ok">{m.visits_own_done()}</Notice> : null}
      <Section>
        <DescriptionList
          items={[
            { term: m.visits_service(), value: service },
            { term: m.visits_outline(), value: assignment.outline },
            { term: m.visits_place(), value: assignment.place },
            { term: m.visits_travel(), value: formatMinutes(assignment.travelMinutes) },
            ...(assignment.othersComing > 0
              ? [{ term: m.visits_own_others(), value: formatNumber(assignment.othersComing) }]
              : []),
            ...(assignment.checkedInAt
              ? [{ term: m.visits_own_checked_in_at(), value: formatInstant(assignment.checkedInAt) }]
              : []),
            ...(assignment.checkedOutAt
              ? [{ term: m.visits_own_checked_out_at(), value: formatInstant(assignment.checkedOutAt) }]
              : []),
            ...(assignment.record ? [{ term: m.visits_own_record(), value: assignment.record }] : []),
          ]}
        />
        {expected ? (
          <EditForm intent="address" reply={reply}>
            {shown ? (
              <Notice tone="info" live>
                {shown.address ?? m.visits_own_address_none()}
              </Notice>
            ) : (
              <SubmitButton>{m.visits_own_address()}</SubmitButton>
            )}
          </EditForm>
        ) : null}
      </Section>
      {status === 'published' || expected ? <GoodsToTake lines={goods} /> : null}
      {over ? <Notice tone="late">{m.refusal_ASSIGNMENT_TOO_LATE()}</Notice> : null}
      {status === 'published' && !over ? (
        <Section>
          <EditForm intent="accept" reply={reply}>
            <SubmitButton>{m.visits_own_accept()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      {status === 'accepted' && !over && !isAlone ? (
        <Section>
          {now < checkInFrom ? (
            <Notice tone="info">{m.visits_own_check_in_later({ at: formatInstant(checkInFrom) })}</Notice>
          ) : (
            <EditForm intent="check-in" reply={reply} values={{ code }}>
              <ProofFields />
              <SubmitButton>{m.visits_own_check_in()}</SubmitButton>
            </EditForm>
          )}
        </Section>
      ) : null}
      {status === 'checked_in' ? (
        <Section title={m.visits_own_check_out()}>
          <EditForm intent="check-out" reply={reply} values={{ code }}>
            <TextArea name="record" label={m.visits_own_record()} hint={m.visits_own_record_hint()} />
            {survey ? <SurveyFields choices={survey} /> : null}
            <ProofFields />
            <SubmitButton>{m.visits_own_check_out()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      {(status === 'published' || status === 'accepted') && !over ? (
        <Dialog id="decline" title={m.visits_own_decline()} trigger={m.visits_own_decline()} danger>
          <EditForm intent="decline" reply={reply}>
            <TextArea name="reason" label={m.visits_own_decline_reason()} />
            <SubmitButton danger>{m.visits_own_decline()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
    </Page>
  );
}
