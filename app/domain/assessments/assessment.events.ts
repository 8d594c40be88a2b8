import type { AuditEvent } from '../audit/use-case';

interface ScalePublished extends AuditEvent {
  readonly kind: 'scale.published';
  readonly data: {
    readonly code: string;
    readonly version: number;
    readonly from: string;
    readonly confidence: string;
  };
}

interface AssessmentRecorded extends AuditEvent {
  readonly kind: 'assessment.recorded';
  readonly data: {
    readonly personId: string;
    readonly scale: string;
    readonly version: number;
    /** Null where items were refused. */
    readonly proposed: string | null;
  };
}

interface AssessmentConfirmed extends AuditEvent {
  readonly kind: 'assessment.confirmed';
  readonly data: {
    readonly personId: string;
    readonly grade: string;
    readonly from: string;
    readonly until: string | null;
  };
}

interface AssessmentRejected extends AuditEvent {
  readonly kind: 'assessment.rejected';
  readonly data: { readonly personId: string; readonly proposed: string | null };
  readonly reason: string;
}

interface AssessmentAnnulled extends AuditEvent {
  readonly kind: 'assessment.annulled';
  readonly data: { readonly personId: string; readonly grade: string | null };
  readonly reason: string;
}

interface AssessmentSigned extends AuditEvent {
  readonly kind: 'assessment.signed';
  readonly data: { readonly party: string; readonly means: string };
}

interface ExternalRecorded extends AuditEvent {
  readonly kind: 'assessment.taken-over';
  readonly data: {
    readonly personId: string;
    readonly scale: string;
    readonly version: number;
    readonly issuer: string;
    readonly number: string;
    readonly proposed: string;
  };
}

interface ExternalImported extends AuditEvent {
  readonly kind: 'assessment.results-imported';
  readonly data: {
    readonly fileName: string;
    readonly added: number;
    readonly unchanged: number;
    readonly refused: number;
  };
}

export type AssessmentEvent =
  | AssessmentSigned
  | ExternalRecorded
  | ExternalImported
  | ScalePublished
  | AssessmentRecorded
  | AssessmentConfirmed
  | AssessmentRejected
  | AssessmentAnnulled;

interface ReassessmentEventOf<Kind extends string> extends AuditEvent {
  readonly kind: Kind;
  readonly data: Readonly<Record<string, string>>;
}

export type ReassessmentEvent = ReassessmentEventOf<
  'reassessment.asked' | 'reassessment.dismissed' | 'reassessment.answered'
>;

/** What happened to a request that somebody be assessed again. */
export const reassessmentEvent = (
  kind: ReassessmentEvent['kind'],
  id: string,
  data: ReassessmentEvent['data'],
  reason?: string,
): ReassessmentEvent => ({ kind, subject: { type: 'reassessment', id }, data, reason });

const assessment = (id: string) => ({ type: 'assessment', id });

export const scalePublished = (data: ScalePublished['data']): ScalePublished => ({
  kind: 'scale.published',
  subject: { type: 'scale', id: `${data.code}/${data.version}` },
  data,
});

export const assessmentRecorded = (id: string, data: AssessmentRecorded['data']): AssessmentRecorded => ({
  kind: 'assessment.recorded',
  subject: assessment(id),
  data,
});

export const assessmentSigned = (id: string, data: AssessmentSigned['data']): AssessmentSigned => ({
  kind: 'assessment.signed',
  subject: assessment(id),
  data,
});

export const externalRecorded = (id: string, data: ExternalRecorded['data']): ExternalRecorded => ({
  kind: 'assessment.taken-over',
  subject: assessment(id),
  data,
});

export const externalImported = (data: ExternalImported['data']): ExternalImported => ({
  kind: 'assessment.results-imported',
  subject: { type: 'import', id: 'external-results' },
  data,
});

export const assessmentConfirmed = (id: string, data: AssessmentConfirmed['data']): AssessmentConfirmed => ({
  kind: 'assessment.confirmed',
  subject: assessment(id),
  data,
});

export const assessmentRejected = (
  id: string,
  data: AssessmentRejected['data'],
  reason: string,
): AssessmentRejected => ({
  kind: 'assessment.rejected',
  subject: assessment(id),
  data,
  reason,
});

export const assessmentAnnulled = (
  id: string,
  data: AssessmentAnnulled['data'],
  reason: string,
): AssessmentAnnulled => ({
  kind: 'assessment.annulled',
  subject: assessment(id),
  data,
  reason,
});
