import type { Mismatch } from '~/domain/beds/bed-match.rules';
import type { SixItem } from '~/domain/people/applicant-row.rules';
import type { Stage } from '~/domain/stays/application.rules';
import type { FindingCode, FindingOutcome, ProposedOutcome } from '~/domain/stays/eligibility.rules';
import type { LeaveKind } from '~/domain/stays/leave.forms';
import type { DischargeCause } from '~/domain/stays/stay.rules';
import type { DecidedBy } from '~/domain/stays/waiting-order.rules';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const stageLabel: Record<Stage, () => string> = {
  received: m.stays_stage_received,
  ineligible: m.stays_stage_ineligible,
  eligible: m.stays_stage_eligible,
  assessed: m.stays_stage_assessed,
  waiting: m.stays_stage_waiting,
  offered: m.stays_stage_offered,
  admitted: m.stays_stage_admitted,
  declined: m.stays_stage_declined,
  withdrawn: m.stays_stage_withdrawn,
};

export const stageTone: Record<Stage, Tone> = {
  received: 'due',
  ineligible: 'stopped',
  eligible: 'due',
  assessed: 'due',
  waiting: 'info',
  offered: 'due',
  admitted: 'ok',
  declined: 'stopped',
  withdrawn: 'stopped',
};

const gradeLabel: Readonly<Record<string, () => string>> = {
  independent: m.stays_grade_independent,
  partial: m.stays_grade_partial,
  total: m.stays_grade_total,
};

/** A care grade in words; whoever has none was not assessed or the grade has run out. */
export const gradeText = (grade: string | null): string =>
  (grade === null ? undefined : gradeLabel[grade]?.()) ?? m.stays_grade_none();

export const itemLabel: Record<SixItem, () => string> = {
  eating: m.stays_item_eating,
  dressing: m.stays_item_dressing,
  transfer: m.stays_item_transfer,
  toileting: m.stays_item_toileting,
  walking: m.stays_item_walking,
  bathing: m.stays_item_bathing,
};

export const metLabel = { met: m.stays_met, unmet: m.stays_unmet };

export const findingLabel: Record<FindingCode, () => string> = {
  hardship: m.stays_finding_hardship,
  labour: m.stays_finding_labour,
  dependence: m.stays_finding_dependence,
  district: m.stays_finding_district,
  residence: m.stays_finding_residence,
  living: m.stays_finding_living,
};

export const clauseLabel: Record<FindingCode, () => string> = {
  hardship: m.stays_clause_policy,
  labour: m.stays_clause_labour,
  dependence: m.stays_clause_dependence,
  district: m.stays_clause_policy,
  residence: m.stays_clause_records,
  living: m.stays_clause_records,
};

export const findingOutcomeLabel: Record<FindingOutcome, () => string> = {
  met: m.stays_outcome_met,
  unmet: m.stays_outcome_unmet,
  check: m.stays_outcome_check,
};

export const findingTone: Record<FindingOutcome, Tone> = { met: 'ok', unmet: 'late', check: 'unconfirmed' };

export const proposedLabel: Record<ProposedOutcome, () => string> = {
  eligible: m.stays_proposed_eligible,
  check: m.stays_proposed_check,
  ineligible: m.stays_proposed_ineligible,
};

export const proposedTone: Record<ProposedOutcome, Tone> = {
  eligible: 'ok',
  check: 'unconfirmed',
  ineligible: 'late',
};

export const outcomeLabel = { eligible: m.stays_outcome_eligible, ineligible: m.stays_outcome_ineligible };

export const mismatchLabel: Record<Mismatch, () => string> = {
  occupied: m.stays_why_occupied,
  closed: m.stays_why_closed,
  reserved: m.stays_why_reserved,
  sex: m.stays_why_sex,
  kind: m.stays_why_kind,
  service: m.stays_why_service,
  cleaning: m.stays_why_cleaning,
  isolation: m.stays_why_isolation,
  household: m.stays_why_household,
  full: m.stays_why_full,
};

type OfferStatus = 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn' | 'used';

export const offerLabel: Record<OfferStatus, () => string> = {
  open: m.stays_offer_status_open,
  accepted: m.stays_offer_status_accepted,
  declined: m.stays_offer_status_declined,
  lapsed: m.stays_offer_status_lapsed,
  withdrawn: m.stays_offer_status_withdrawn,
  used: m.stays_offer_status_used,
};

export const offerTone: Record<OfferStatus, Tone> = {
  open: 'due',
  accepted: 'ok',
  declined: 'stopped',
  lapsed: 'late',
  withdrawn: 'stopped',
  used: 'ok',
};

export const causeLabel: Record<DischargeCause, () => string> = {
  home: m.stays_cause_home,
  hospital: m.stays_cause_hospital,
  other_home: m.stays_cause_other_home,
  death: m.stays_cause_death,
  other: m.stays_cause_other,
};

/** How many are ahead for one reason, in words. */
export const aheadLabel: Record<DecidedBy, (of: { count: number }) => string> = {
  passes: m.stays_ahead_passes,
  category: m.stays_ahead_category,
  grade: m.stays_ahead_grade,
  appliedOn: m.stays_ahead_appliedOn,
  registered: m.stays_ahead_registered,
};

export const decidedByLabel: Record<DecidedBy, () => string> = {
  passes: m.stays_by_passes,
  category: m.stays_by_category,
  grade: m.stays_by_grade,
  appliedOn: m.stays_by_appliedOn,
  registered: m.stays_by_registered,
};

/** Where a resident is while away. */
export const leaveLabel: Record<LeaveKind, () => string> = {
  home: m.stays_leave_home,
  hospital: m.stays_leave_hospital,
};

/** Which day of a stay is put right. */
export const correctionLabel: Record<'admission' | 'transfer' | 'discharge', () => string> = {
  admission: m.stays_correct_admission,
  transfer: m.stays_correct_transfer,
  discharge: m.stays_correct_discharge,
};

/** Options of a choice or a list, in the order of the labels. */
export const optionsOf = <Value extends string>(labels: Record<Value, () => string>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value]() }));
