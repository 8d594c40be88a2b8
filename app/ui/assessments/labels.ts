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
