import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { type DraftStep, draftSteps } from '~/domain/stays/draft-steps.rules';
import type { Draft } from '~/domain/stays/find-draft';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, HiddenField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { type Step, Steps } from '~/ui/kit/steps';
import { m } from '~/words/generated/messages';
import { HardshipFields, HouseholdFields, NeedsFields, PersonFields } from './application-fields';
import { Documents, DocumentsNeeded, UploadForm } from './documents';
import { DraftSummary } from './draft-summary';
import { draftStepLabel } from './intake-labels';

interface Problem {
  readonly step: DraftStep;
  readonly field?: string;
  readonly text: string;
}

interface DraftStepProps {
  readonly draft: Draft;
  readonly step: DraftStep;
  /** Where the steps lie. */
  readonly path: string;
  readonly isStaff: boolean;
  readonly today: string;
  readonly towns: readonly { readonly value: string; readonly label: string }[];
  readonly values: unknown;
  readonly problems: readonly Problem[];
  readonly mayOpen: boolean;
  readonly reply?: Reply;
  readonly above: readonly { readonly to: string; readonly label: string }[];
}

/** One step of an application that is being filled in. */
export function DraftStepPage(props: DraftStepProps) {
  const { draft, step, above } = props;
  const name = draft.personName ?? draft.said.person?.name;
  return (
    <Page
      title={name ? m.stays_application_of({ name }) : m.stays_draft_title()}
      lead={m.stays_draft_lead({
        number: formatNumber(draftSteps.indexOf(step) + 1),
        all: formatNumber(draftSteps.length),
      })}
      above={above}
      narrow
      actions={
        <Dialog id="discard" title={m.stays_draft_discard()} trigger={m.stays_draft_discard()}>
          <p>{m.stays_draft_discard_lead()}</p>
          <EditForm intent="discard" reply={props.reply}>
            <HiddenField name="draftId" value={draft.id} />
            <SubmitButton danger>{m.stays_draft_discard()}</SubmitButton>
          </EditForm>
        </Dialog>
      }
    >
      <p className="quiet">
        {m.stays_draft_saved({ at: formatInstant(draft.savedAt), by: draft.savedByName })}{' '}
        {m.stays_draft_keep({ days: formatNumber(draft.rules.draftKeepDays) })}
      </p>
      <StepContent {...props} />
    </Page>
  );
}

/** Where one stands; `going` says how one gets to a step. */
const stepsOf = (
  { draft, step, problems }: DraftStepProps,
  going: (to: DraftStep) => Pick<Step, 'to' | 'go'>,
): Step[] =>
  draftSteps.map((one) => {
    const saved = one in draft.steps;
    const wrong = problems.filter((problem) => problem.step === one).length;
    const label = draftStepLabel[one]();
    const done = saved && wrong === 0;
    return {
      key: one,
      label:
        saved && wrong > 0 ? m.stays_draft_step_open({ step: label, count: formatNumber(wrong) }) : label,
      state: one === step ? 'current' : done ? 'done' : 'open',
      ...(one === step ? {} : going(one)),
    };
  });

function StepContent(props: DraftStepProps) {
  switch (props.step) {
    case 'who':
      return (
        <StepForm {...props}>
          <Who {...props} />
        </StepForm>
      );
    case 'household':
      return (
        <StepForm {...props}>
          <HouseholdFields />
        </StepForm>
      );
    case 'needs':
      return (
        <StepForm {...props}>
          <NeedsFields />
        </StepForm>
      );
    case 'hardship':
      return (
        <StepForm {...props}>
          <HardshipFields />
        </StepForm>
      );
    case 'documents':
      return <DocumentsStep {...props} />;
    case 'check':
      return <CheckStep {...props} />;
  }
}

/** The fields of a step between the steps, each of which keeps them, and the ways on and back. */
function StepForm(props: DraftStepProps & { children: ReactNode }) {
  const { draft, step, values, reply, children } = props;
  const before = draftSteps[draftSteps.indexOf(step) - 1];
  return (
    <Section title={draftStepLabel[step]()}>
      <EditForm intent="save" reply={reply} values={values}>
        <HiddenField name="draftId" value={draft.id} />
        <HiddenField name="version" value={String(draft.version)} />
        <Steps label={m.stays_draft_steps()} steps={stepsOf(props, (to) => ({ go: to }))} />
        {children}
        <div className="actions">
          <SubmitButton>{m.stays_draft_next()}</SubmitButton>
          <button type="submit" name="go" value="later" className="button">
            {m.stays_draft_later()}
          </button>
          {before ? (
            <button type="submit" name="go" value={before} className="button button-quiet">
              {m.stays_draft_back()}
            </button>
          ) : null}
        </div>
      </EditForm>
    </Section>
  );
}

function Who({ draft, isStaff, towns, today }: DraftStepProps) {
  return (
    <>
      {draft.personName ? (
        <p>
          {isStaff
            ? m.stays_who_known({ name: draft.personName })
            : m.stays_draft_own_person({ name: draft.personName })}
        </p>
      ) : (
        <PersonFields towns={towns} />
      )}
      {isStaff ? <DateField name="appliedOn" label={m.stays_applied_on()} max={today} /> : null}
    </>
  );
}

function DocumentsStep(props: DraftStepProps) {
  const { draft, isStaff, mayOpen, reply } = props;
  const { kinds, missing, documents } = draft;
  const path = isStaff ? (mayOpen ? '/documents' : undefined) : '/my/documents';
  return (
    <>
      <Section title={m.stays_documents_needed()}>
        <DocumentsNeeded kinds={kinds} missing={missing} documents={documents} />
        <p className="quiet">{m.stays_documents_unconfirmed()}</p>
      </Section>
      <Section title={m.stays_document_upload()}>
        <UploadForm
          key={documents.length}
          intent="upload"
          kinds={kinds}
          first={missing[0]}
          target={{ name: 'draftId', value: draft.id }}
          reply={reply}
        />
      </Section>
      {documents.length > 0 ? (
        <Section title={m.stays_documents()}>
          <Documents
            documents={documents}
            kinds={kinds}
            path={path}
            pictures={!isStaff}
            mayWithdraw
            reply={reply}
          />
        </Section>
      ) : null}
      <StepForm {...props}>
        <TextArea
          name="documentsLater"
          label={m.stays_documents_later()}
          hint={m.stays_documents_later_hint()}
          rows={2}
          maxLength={500}
          optional
        />
      </StepForm>
    </>
  );
}

/** The field of a problem on the page of its step. */
const fieldAnchor = ({ field, step }: Problem): string =>
  field && step !== 'documents' ? `#save-${field}` : '';

function CheckStep(props: DraftStepProps) {
  const { draft, path, problems, reply } = props;
  return (
    <>
      <Section title={draftStepLabel.check()}>
        <Steps label={m.stays_draft_steps()} steps={stepsOf(props, (to) => ({ to: `${path}/${to}` }))} />
        {problems.length === 0 ? (
          <Notice tone="ok">
            <p>{m.stays_draft_ready()}</p>
          </Notice>
        ) : (
          <Notice tone="due" title={m.stays_draft_problems({ count: formatNumber(problems.length) })}>
            <ul className="list-disc pl-6">
              {problems.map((problem) => (
                <li key={`${problem.field}${problem.text}`}>
                  <Link to={`${path}/${problem.step}${fieldAnchor(problem)}`}>
                    {draftStepLabel[problem.step]()}
                    {m.kit_colon()}
                    {problem.text}
                  </Link>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <EditForm intent="submit" reply={reply}>
          <HiddenField name="draftId" value={draft.id} />
          <HiddenField name="version" value={String(draft.version)} />
          <SubmitButton>{m.stays_draft_send()}</SubmitButton>
        </EditForm>
      </Section>
      <DraftSummary draft={draft} path={path} />
    </>
  );
}
