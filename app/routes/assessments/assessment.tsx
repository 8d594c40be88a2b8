import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { annulAssessment } from '~/domain/assessments/annul-assessment';
import { askReassessment } from '~/domain/assessments/ask-reassessment';
import { samePerson } from '~/domain/assessments/assessment.rules';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { findAssessment } from '~/domain/assessments/find-assessment';
import { rejectAssessment } from '~/domain/assessments/reject-assessment';
import { signAssessment } from '~/domain/assessments/sign-assessment';
import { unsignedAssessors } from '~/domain/assessments/signature.rules';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { assessmentEventWords } from '~/ui/assessments/event-words';
import { Explanation } from '~/ui/assessments/explanation';
import {
  inLanguage,
  issuerKindLabel,
  partyLabel,
  reasonLabel,
  scaleName,
  statusLabel,
  statusTone,
} from '~/ui/assessments/labels';
import { Signatures, SignFields } from '~/ui/assessments/signatures';
import { historyLines } from '~/ui/audit/history-lines';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatPeriod } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { m } from '~/words/generated/messages';

export const loader = page('assessments.view', async ({ actor, id }) => {
  const assessment = await findAssessment(actor, { id });
  if (!assessment) throw notFound();
  const events = await listTimeline(actor, { type: 'assessment', id });
  return {
    assessment,
    events: historyLines(events, assessmentEventWords),
    viewer: actor.name,
    today: dateOf(actor.at ?? new Date()),
    unsigned: unsignedAssessors(assessment.signatures),
    yours: {
      first: isViewer(actor, assessment.firstAssessorId, assessment.firstAssessor),
      second: isViewer(actor, assessment.secondAssessorId, assessment.secondAssessor),
    },
    maySign:
      actor.permissions.has('assessments.sign') &&
      (assessment.status === 'proposed' || assessment.status === 'confirmed'),
    mayAskAgain: actor.permissions.has('assessments.ask-again'),
    mayDecide: actor.permissions.has('assessments.confirm') && !assessment.scoredByYourself,
  };
});

const isViewer = (actor: Actor, id: string | null, name: string | null): boolean =>
  samePerson({ id: actor.userId, name: actor.name }, { id, name: name ?? '' });

const signerTitle = {
  first: m.assessments_first_assessor,
  second: m.assessments_second_assessor,
  family: m.assessments_sign_family,
};

const decided = {
  with: ({ id }: { id: string }) => ({ assessmentId: id }),
  then: (_: unknown, { id }: { id: string }) => `/assessments/${id}`,
};

export const action = intents({
  confirm: post(confirmAssessment, decided),
  reject: post(rejectAssessment, decided),
  annul: post(annulAssessment, decided),
  sign: post(signAssessment, decided),
  object: post(askReassessment, { ...decided, then: () => '/reassessments' }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: m.kit_page_title({
      page: data ? m.assessments_of({ name: data.assessment.person.name }) : m.assessments_title(),
    }),
  },
];

export default function Assessment() {
  const { assessment, events, viewer, today, unsigned, yours, mayDecide, mayAskAgain, maySign } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { person, scale, scoring, status, assessedOn } = assessment;
  const open = status === 'proposed';
  const label = scale.grades.find(({ code }) => code === assessment.grade)?.label;
  const gradeText = label ? inLanguage(label) : m.assessments_grade_open();
  return (
    <Page
      title={m.assessments_of({ name: person.name })}
      lead={scaleName(scale)}
      status={<Status tone={statusTone[status]}>{statusLabel[status]()}</Status>}
      above={[{ to: '/assessments', label: m.assessments_title() }]}
      actions={
        <a className="button" href={`/assessments/${assessment.id}/report`}>
          <Icon name="print" />
          {m.assessments_report()}
        </a>
      }
      watermark={viewer}
    >
      {scale.confidence === 'unconfirmed' ? (
        <Notice tone="unconfirmed" title={m.assessments_unconfirmed()}>
          {m.assessments_unconfirmed_hint()}
        </Notice>
      ) : null}
      <Section title={open ? m.assessments_proposed_grade() : m.assessments_grade()}>
        <p className="text-xl font-semibold">{gradeText}</p>
        {open && !mayDecide ? (
          <p className="quiet">
            {assessment.scoredByYourself ? m.assessments_not_by_yourself() : m.assessments_waits()}
          </p>
        ) : null}
        {open && unsigned.length > 0 && assessment.origin === 'own' ? (
          <Notice tone="due" title={m.assessments_unsigned()}>
            {unsigned.map((party) => partyLabel[party]()).join(m.assessments_between())}
          </Notice>
        ) : null}
        {open && mayDecide ? (
          <>
            <p>{m.assessments_decide_hint()}</p>
            <EditForm intent="confirm" reply={reply} values={{ validFrom: assessedOn }}>
              {scoring.undecided ? (
                <>
                  <SelectField
                    name="grade"
                    label={m.assessments_found_grade()}
                    hint={m.assessments_found_grade_hint()}
                    options={scoring.undecided.grades.map(({ code, label }) => ({
                      value: code,
                      label: inLanguage(label),
                    }))}
                  />
                  <TextArea name="reason" label={m.assessments_decision_reason()} />
                </>
              ) : null}
              <DateField name="validFrom" label={m.assessments_valid_from()} min={assessedOn} />
              <SubmitButton>{m.assessments_confirm()}</SubmitButton>
            </EditForm>
            <Dialog id="reject" title={m.assessments_reject_title()} trigger={m.assessments_reject()} danger>
              <EditForm intent="reject" reply={reply}>
                <TextArea
                  name="reason"
                  label={m.assessments_decision_reason()}
                  hint={m.assessments_reject_hint()}
                />
                <SubmitButton danger>{m.assessments_reject()}</SubmitButton>
              </EditForm>
            </Dialog>
          </>
        ) : null}
        <div className="actions">
          {status === 'confirmed' && mayAskAgain ? (
            <Dialog id="object" title={m.assessments_object_title()} trigger={m.assessments_object()}>
              <EditForm intent="object" reply={reply}>
                <p>{m.assessments_object_hint()}</p>
                <HiddenField name="personId" value={person.id} />
                <HiddenField name="cause" value="objection" />
                <TextField name="askedBy" label={m.assessments_objected_by()} maxLength={60} />
                <TextArea name="statement" label={m.assessments_object_statement()} />
                <SubmitButton>{m.assessments_object()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          {status === 'confirmed' && mayDecide ? (
            <Dialog id="annul" title={m.assessments_annul_title()} trigger={m.assessments_annul()} danger>
              <EditForm intent="annul" reply={reply}>
                <TextArea
                  name="reason"
                  label={m.assessments_decision_reason()}
                  hint={m.assessments_annul_hint()}
                />
                <SubmitButton danger>{m.assessments_annul()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
        </div>
      </Section>
      <Section title={m.assessments_why()}>
        <Explanation scoring={scoring} />
        <p className="quiet">
          {m.assessments_source({ source: inLanguage({ 'zh-CN': scale.source, en: scale.sourceEn }) })}
        </p>
      </Section>
      {assessment.origin === 'own' ? (
        <Section title={m.assessments_signatures()}>
          <Signatures
            signatures={assessment.signatures}
            names={{ first: assessment.firstAssessor ?? '', second: assessment.secondAssessor ?? '' }}
          />
          {maySign ? (
            <div className="actions">
              {(['first', 'second', 'family'] as const).map((who) => (
                <Dialog
                  key={who}
                  id={`sign-${who}`}
                  title={m.assessments_sign_of({ party: signerTitle[who]() })}
                  trigger={m.assessments_sign_of({ party: signerTitle[who]() })}
                >
                  <EditForm intent="sign" id={`sign-${who}`} reply={reply} values={{ party: 'person' }}>
                    <SignFields
                      within=""
                      title={signerTitle[who]()}
                      party={who === 'family' ? ['person', 'guardian'] : who}
                      byAccount={who !== 'family' && yours[who]}
                      today={today}
                    />
                    <SubmitButton>{m.assessments_sign_keep()}</SubmitButton>
                  </EditForm>
                </Dialog>
              ))}
            </div>
          ) : null}
        </Section>
      ) : (
        <Section title={m.assessments_external()}>
          <DescriptionList
            items={[
              { term: m.assessments_issuer(), value: assessment.issuer },
              {
                term: m.assessments_issuer_kind(),
                value: assessment.issuerKind && issuerKindLabel[assessment.issuerKind](),
              },
              { term: m.assessments_issuer_number(), value: assessment.issuerNumber },
              { term: m.assessments_proof(), value: assessment.proofReference },
              {
                term: m.assessments_last_day(),
                value: assessment.statedUntil && formatDate(addDays(assessment.statedUntil, -1)),
              },
              { term: m.assessments_taken_over_by(), value: assessment.recordedByName },
            ]}
          />
        </Section>
      )}
      <Section title={m.assessments_facts()}>
        <DescriptionList
          items={[
            { term: m.assessments_person(), value: <Link to={`/people/${person.id}`}>{person.name}</Link> },
            { term: m.assessments_on(), value: formatDate(assessedOn) },
            { term: m.assessments_reason(), value: reasonLabel[assessment.reason]() },
            { term: m.assessments_first_assessor(), value: assessment.firstAssessor },
            { term: m.assessments_second_assessor(), value: assessment.secondAssessor },
            { term: m.assessments_note(), value: assessment.note },
            { term: m.assessments_decided_by(), value: assessment.decidedByName },
            {
              term: m.assessments_valid(),
              value: assessment.validFrom && formatPeriod(assessment.validFrom, assessment.validUntil),
            },
            ...(assessment.decisionReason
              ? [{ term: m.assessments_decision_reason(), value: assessment.decisionReason }]
              : []),
          ]}
        />
      </Section>
      <Section title={m.people_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
