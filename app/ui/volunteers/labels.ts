import type { GuardianRelation, ServiceKind, Skill } from '~/domain/volunteers/volunteer.rules';
import { m } from '~/words/generated/messages';
import type { Option } from '../kit/fields';

/** The policy's six services. */
export const serviceLabel: Record<ServiceKind, () => string> = {
  survey: m.volunteers_kind_survey,
  companionship: m.volunteers_kind_companionship,
  counselling: m.volunteers_kind_counselling,
  resources: m.volunteers_kind_resources,
  skills: m.volunteers_kind_skills,
  inclusion: m.volunteers_kind_inclusion,
};

export const skillLabel: Record<Skill, () => string> = {
  nursing: m.volunteers_skill_nursing,
  counselling: m.volunteers_skill_counselling,
  haircut: m.volunteers_skill_haircut,
  repair: m.volunteers_skill_repair,
  driving: m.volunteers_skill_driving,
  tutoring: m.volunteers_skill_tutoring,
  sign_language: m.volunteers_skill_sign_language,
  legal: m.volunteers_skill_legal,
};

export const relationLabel: Record<GuardianRelation, () => string> = {
  father: m.volunteers_guardian_father,
  mother: m.volunteers_guardian_mother,
  grandparent: m.volunteers_guardian_grandparent,
  other: m.volunteers_guardian_other,
};

/** Label of a code as it comes from the database. */
export const serviceText = (code: string): string => serviceLabel[code as ServiceKind]();
export const skillText = (code: string): string => skillLabel[code as Skill]();

export const optionsOf = (labels: Readonly<Record<string, () => string>>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label: label() }));
