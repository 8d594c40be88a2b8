import type {
  CareNeed,
  DisabilityKind,
  GuardianRelation,
  HardshipFact,
  RoomWish,
} from '~/domain/stays/details.rules';
import type { DraftStep } from '~/domain/stays/draft-steps.rules';
import { m } from '~/words/generated/messages';

export const draftStepLabel: Record<DraftStep, () => string> = {
  who: m.stays_step_who,
  household: m.stays_step_household,
  needs: m.stays_step_needs,
  hardship: m.stays_step_hardship,
  documents: m.stays_step_documents,
  check: m.stays_step_check,
};

export const guardianRelationLabel: Record<GuardianRelation, () => string> = {
  spouse: m.stays_relation_spouse,
  child: m.stays_relation_child,
  parent: m.stays_relation_parent,
  sibling: m.stays_relation_sibling,
  relative: m.stays_relation_relative,
  village: m.stays_relation_village,
  other: m.stays_relation_other,
};

export const careLabel: Record<CareNeed, () => string> = {
  wheelchair: m.stays_care_wheelchair,
  bedridden: m.stays_care_bedridden,
  incontinence: m.stays_care_incontinence,
  tube_feeding: m.stays_care_tube_feeding,
  oxygen: m.stays_care_oxygen,
  memory: m.stays_care_memory,
  sores: m.stays_care_sores,
  medication: m.stays_care_medication,
};

export const factLabel: Record<HardshipFact, () => string> = {
  disability_certificate: m.stays_fact_disability_certificate,
  low_income: m.stays_fact_low_income,
  serious_illness: m.stays_fact_serious_illness,
  living_alone: m.stays_fact_living_alone,
  carer_unable: m.stays_fact_carer_unable,
  minor: m.stays_fact_minor,
};

export const disabilityLabel: Record<DisabilityKind, () => string> = {
  sight: m.stays_disability_sight,
  hearing: m.stays_disability_hearing,
  speech: m.stays_disability_speech,
  physical: m.stays_disability_physical,
  intellectual: m.stays_disability_intellectual,
  mental: m.stays_disability_mental,
  multiple: m.stays_disability_multiple,
};

/** What a family would like of the room; fewer words than a page about beds needs. */
export const roomLabel: Record<RoomWish, () => string> = {
  wheelchair: m.beds_attribute_wheelchair,
  window: m.beds_attribute_window,
  single: m.beds_attribute_single,
  oxygen: m.beds_attribute_oxygen,
  ground_floor: m.beds_attribute_ground_floor,
};
