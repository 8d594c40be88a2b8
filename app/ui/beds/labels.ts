import type { BedAttribute, BedKind, ClosureCause, SexRule } from '~/domain/beds/bed.rules';
import type { BedStatus } from '~/domain/beds/board.rules';
import type { IconName } from '~/ui/kit/icon';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const kindLabel: Record<BedKind, () => string> = {
  nursing: m.beds_kind_nursing,
  general: m.beds_kind_general,
};

export const sexRuleLabel: Record<SexRule, () => string> = {
  male: m.beds_sex_male,
  female: m.beds_sex_female,
  any: m.beds_sex_any,
};

export const attributeLabel: Record<BedAttribute, () => string> = {
  wheelchair: m.beds_attribute_wheelchair,
  window: m.beds_attribute_window,
  single: m.beds_attribute_single,
  oxygen: m.beds_attribute_oxygen,
  ground_floor: m.beds_attribute_ground_floor,
};

export const causeLabel: Record<ClosureCause, () => string> = {
  repair: m.beds_cause_repair,
  cleaning: m.beds_cause_cleaning,
  isolation: m.beds_cause_isolation,
  other: m.beds_cause_other,
};

export const statusLabel: Record<BedStatus, () => string> = {
  free: m.beds_status_free,
  occupied: m.beds_status_occupied,
  reserved: m.beds_status_reserved,
  cleaning: m.beds_status_cleaning,
  closed: m.beds_status_closed,
};

export const statusTone: Record<BedStatus, Tone> = {
  free: 'ok',
  occupied: 'info',
  reserved: 'due',
  cleaning: 'unconfirmed',
  closed: 'stopped',
};

/** Picture of a state: who lies in a bed is a person, everything else as its tone has it. */
export const statusIcon: Record<BedStatus, IconName> = {
  free: 'check',
  occupied: 'user',
  reserved: 'clock',
  cleaning: 'refresh',
  closed: 'stopped',
};

/** Options of a choice or a list, in the order of the labels. */
export const optionsOf = <Value extends string>(labels: Record<Value, () => string>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value]() }));

/** Where a bed stands: `A楼 A101 1床`. */
export const placeText = (place: { building: string; room: string; name: string }): string =>
  m.beds_place({ building: place.building, room: place.room, bed: place.name });

/** Attributes of a bed in words. */
export const attributesText = (attributes: readonly BedAttribute[]): string =>
  attributes.map((one) => attributeLabel[one]()).join(m.reports_list_mark());
