import type { PlainDate } from '~/domain/kernel/plain-date';
import type { findRecords } from '~/domain/volunteers/list-records';
import type {
  agreementCauses,
  evaluators,
  RecordKind,
  trainingResults,
} from '~/domain/volunteers/record.rules';
import { m } from '~/words/generated/messages';
import { formatDate, formatMinutes, formatPeriod } from '../kit/format';

type Records = NonNullable<Awaited<ReturnType<typeof findRecords>>>;

export const recordKindLabel: Record<RecordKind, () => string> = {
  training: m.volunteers_record_training,
  insurance: m.volunteers_record_insurance,
  agreement: m.volunteers_record_agreement,
  award: m.volunteers_record_award,
  evaluation: m.volunteers_record_evaluation,
};

export const resultLabel: Record<(typeof trainingResults)[number], () => string> = {
  passed: m.volunteers_course_passed,
  attended: m.volunteers_course_attended,
  failed: m.volunteers_course_failed,
};

export const causeLabel: Record<(typeof agreementCauses)[number], () => string> = {
  risk: m.volunteers_agreement_risk,
  month: m.volunteers_agreement_month,
  event: m.volunteers_agreement_event,
  foreign: m.volunteers_agreement_foreign,
  outside: m.volunteers_agreement_outside,
};

export const evaluatorLabel: Record<(typeof evaluators)[number], () => string> = {
  coordinator: m.volunteers_evaluation_coordinator,
  client: m.volunteers_evaluation_client,
};

interface RecordRow {
  readonly id: string;
  readonly what: string;
  readonly more: string;
  readonly on: string;
  readonly by: string;
}

/** Records in words, in the language of the request: made in a loader, so that a page carries no labels. */
export function recordGroups(records: Records): readonly {
  kind: RecordKind;
  title: string;
  rows: readonly RecordRow[];
}[] {
  const mark = m.reports_list_mark();
  const day = (date: string) => formatDate(date as PlainDate);
  const days = (from: string, until: string) => formatPeriod(from as PlainDate, until as PlainDate);
  const group = (kind: RecordKind, rows: readonly RecordRow[]) => ({
    kind,
    title: recordKindLabel[kind](),
    rows,
  });
  const row = (
    { id, recordedByName }: { id: string; recordedByName: string },
    what: string,
    more: string,
    on: string,
  ): RecordRow => ({ id, what, more, on, by: recordedByName });
  return [
    group(
      'training',
      records.trainings.map((one) =>
        row(
          one,
          one.course,
          [resultLabel[one.result](), formatMinutes(one.minutes), one.content, one.organiser].join(mark),
          day(one.heldOn),
        ),
      ),
    ),
    group(
      'insurance',
      records.insurances.map((one) =>
        row(one, one.insurer, one.policyNumber, days(one.fromDate, one.untilDate)),
      ),
    ),
    group(
      'agreement',
      records.agreements.map((one) =>
        row(
          one,
          causeLabel[one.cause](),
          m.volunteers_agreement_signed_value({ concerns: one.concerns, date: day(one.signedOn) }),
          days(one.fromDate, one.untilDate),
        ),
      ),
    ),
    group(
      'award',
      records.awards.map((one) => row(one, one.name, one.grantedBy, day(one.grantedOn))),
    ),
    group(
      'evaluation',
      records.evaluations.map((one) =>
        row(
          one,
          m.volunteers_evaluation_value({ rating: one.rating }),
          [evaluatorLabel[one.saidBy](), ...(one.comment ? [one.comment] : [])].join(mark),
          day(one.evaluatedOn),
        ),
      ),
    ),
  ];
}
