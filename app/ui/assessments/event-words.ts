import type { AssessmentEvent, ReassessmentEvent } from '~/domain/assessments/assessment.events';
import { m } from '~/words/generated/messages';

/** What happened to an assessment or a scale, by kind of audit event. */
export const assessmentEventWords: Readonly<Record<string, () => string>> = {
  'assessment.recorded': m.assessments_event_recorded,
  'assessment.signed': m.assessments_event_signed,
  'assessment.taken-over': m.assessments_event_taken_over,
  'assessment.results-imported': m.assessments_event_results_imported,
  'assessment.confirmed': m.assessments_event_confirmed,
  'assessment.rejected': m.assessments_event_rejected,
  'assessment.annulled': m.assessments_event_annulled,
  'scale.published': m.assessments_event_scale_published,
  'reassessment.asked': m.assessments_event_asked_again,
  'reassessment.dismissed': m.assessments_event_dismissed_again,
  'reassessment.answered': m.assessments_event_answered_again,
} satisfies Record<(AssessmentEvent | ReassessmentEvent)['kind'], () => string>;
