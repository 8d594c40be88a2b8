import type { ConstraintRefusals } from '../audit/use-case';
import { bedConstraints } from '../beds/bed.constraints';
import { refusal } from '../kernel/refusals';

/** What the database refuses of an application: the words of whoever came second at the same moment. */
export const applicationConstraints: ConstraintRefusals = {
  applications_one_open: refusal('STAY.APPLIED_AT_ONCE'),
  applications_person_applied_unique: refusal('STAY.APPLIED_AT_ONCE'),
  people_identity_unique: refusal('STAY.APPLIED_AT_ONCE'),
};

/** What the database refuses of documents and requests. */
export const intakeConstraints: ConstraintRefusals = {
  application_documents_once_in_draft: refusal('STAY.DOCUMENT_AT_ONCE', { field: 'files' }),
  application_documents_once_in_application: refusal('STAY.DOCUMENT_AT_ONCE', { field: 'files' }),
  application_requests_one_open: refusal('STAY.REQUEST_OPEN'),
};

/** What the database refuses of offers, admissions, transfers and discharges. */
export const stayConstraints: ConstraintRefusals = {
  ...bedConstraints,
  offers_one_standing: refusal('STAY.OFFER_STANDING'),
  stays_person_once: refusal('STAY.ALREADY_RESIDENT'),
  stays_application_unique: refusal('STAY.ALREADY_ADMITTED'),
  stay_leaves_once: refusal('STAY.LEAVE_OVERLAP', { field: 'from' }),
  stay_leaves_within_stay: refusal('STAY.LEAVE_OUTSIDE_STAY', { field: 'on' }),
  stay_leaves_order: refusal('STAY.RETURN_BEFORE_LEAVING', { field: 'on' }),
  stays_order: refusal('STAY.DISCHARGED_BEFORE_ADMITTED', { field: 'on' }),
};
