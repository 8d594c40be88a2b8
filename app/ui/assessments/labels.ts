import type { Label } from '~/domain/assessments/scale.rules';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** Words that a scale brings along, in the reader's language. */
export const inLanguage = (label: Label): string => label[getLocale()];

/** Name of a scale in the reader's language. */
export const scaleName = ({ name, nameEn }: { readonly name: string; readonly nameEn: string }): string =>
  inLanguage({ 'zh-CN': name, en: nameEn });

export const causeLabel: Record<'change' | 'objection' | 'expiry', () => string> = {
  change: m.assessments_cause_change,
  objection: m.assessments_cause_objection,
  expiry: m.assessments_cause_expiry,
};

export const partyLabel: Record<'first' | 'second' | 'person' | 'guardian', () => string> = {
  first: m.assessments_first_assessor,
  second: m.assessments_second_assessor,
  person: m.assessments_party_person,
  guardian: m.assessments_party_guardian,
};

export const meansLabel: Record<'account' | 'drawn' | 'paper' | 'refused', () => string> = {
  account: m.assessments_means_account,
  drawn: m.assessments_means_drawn,
  paper: m.assessments_means_paper,
  refused: m.assessments_means_refused,
};

export const issuerKindLabel: Record<
  'agency' | 'civil-affairs' | 'hospital' | 'insurance' | 'other',
  () => string
> = {
  agency: m.assessments_issuer_agency,
  'civil-affairs': m.assessments_issuer_civil_affairs,
  hospital: m.assessments_issuer_hospital,
  insurance: m.assessments_issuer_insurance,
  other: m.assessments_issuer_other,
};

type Status = 'proposed' | 'confirmed' | 'rejected' | 'annulled';

export const statusLabel: Record<Status, () => string> = {
  proposed: m.assessments_status_proposed,
  confirmed: m.assessments_status_confirmed,
  rejected: m.assessments_status_rejected,
  annulled: m.assessments_status_annulled,
};

export const statusTone: Record<Status, Tone> = {
  proposed: 'due',
  confirmed: 'ok',
  rejected: 'stopped',
  annulled: 'stopped',
};

export const reasonLabel: Record<'first' | 'regular' | 'change' | 'review' | 'other', () => string> = {
  first: m.assessments_reason_first,
  regular: m.assessments_reason_regular,
  change: m.assessments_reason_change,
  review: m.assessments_reason_review,
  other: m.assessments_reason_other,
};
