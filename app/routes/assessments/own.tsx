import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findOwnGrades } from '~/domain/assessments/find-own-grade';
import { objectToGrade } from '~/domain/assessments/object-to-grade';
import { addDays } from '~/domain/kernel/plain-date';
import { page, post } from '~/routes/authorised.server';
import { AskedAgain } from '~/ui/assessments/asked-again';
import { Explanation } from '~/ui/assessments/explanation';
import { causeLabel, inLanguage, scaleName } from '~/ui/assessments/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatPeriod } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Unconfirmed } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const loader = page('assessments.view-own', async ({ actor }) => ({
  grades: (await findOwnGrades(actor)).map((grade) => ({
    ...grade,
    lastDayToObject: addDays(grade.objectUntil, -1),
    objections: grade.objections.map((one) => ({
      ...one,
      // Families have no page of the assessment that answered; the new grade stands here.
      closingAssessmentId: null,
      answered: one.closingAssessmentId !== null,
      causeText: causeLabel[one.cause](),
    })),
  })),
}));

export const action = post(objectToGrade, { then: () => '/my/grade' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.assessments_own() }) }];

export default function OwnGrade() {
  const { grades } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.assessments_own()} lead={m.assessments_own_lead()} narrow>
      {grades.length === 0 ? <Notice tone="info" title={m.assessments_own_none()} /> : null}
      {grades.map((grade) => (
        <Section
          key={grade.id}
          title={scaleName(grade.scale)}
          actions={
            <a className="button" href={`/my/grade/${grade.id}/report`}>
              <Icon name="print" />
              {m.assessments_report()}
            </a>
          }
        >
          <p className="text-xl font-semibold">
            {grade.gradeLabel ? inLanguage(grade.gradeLabel) : m.assessments_grade_open()}{' '}
            {grade.scale.confidence === 'unconfirmed' ? <Unconfirmed /> : null}
          </p>
          <DescriptionList
            items={[
              { term: m.assessments_valid(), value: formatPeriod(grade.from, grade.until) },
              { term: m.assessments_on(), value: formatDate(grade.assessedOn) },
              grade.issuer
                ? { term: m.assessments_issuer(), value: grade.issuer }
                : {
                    term: m.assessments_assessors(),
                    value: [grade.firstAssessor, grade.secondAssessor]
                      .filter(Boolean)
                      .join(m.assessments_between()),
                  },
              ...(grade.decisionReason
                ? [{ term: m.assessments_decision_reason(), value: grade.decisionReason }]
                : []),
            ]}
          />
          <h3>{m.assessments_why()}</h3>
          <Explanation scoring={grade.scoring} />
          <p className="quiet">
            {m.assessments_source({
              source: inLanguage({ 'zh-CN': grade.scale.source, en: grade.scale.sourceEn }),
            })}
          </p>
          <h3>{m.assessments_object()}</h3>
          {grade.mayObject ? (
            <>
              <p>
                {m.assessments_own_object_until({ date: formatDate(grade.lastDayToObject) })} <Unconfirmed />
              </p>
              <Dialog
                id={`object-${grade.id}`}
                title={m.assessments_object_title()}
                trigger={m.assessments_object()}
              >
                <EditForm id={`object-${grade.id}`} reply={reply}>
                  <p>{m.assessments_object_hint()}</p>
                  <HiddenField name="assessmentId" value={grade.id} />
                  <TextArea name="statement" label={m.assessments_object_statement()} maxLength={1000} />
                  <SubmitButton>{m.assessments_object()}</SubmitButton>
                </EditForm>
              </Dialog>
            </>
          ) : grade.objections.length === 0 ? (
            <p>{m.assessments_own_object_over({ date: formatDate(grade.lastDayToObject) })}</p>
          ) : null}
          {grade.objections.length > 0 ? <AskedAgain rows={grade.objections} /> : null}
        </Section>
      ))}
    </Page>
  );
}
