import type { BedAttribute, BedKind, ClosureCause, SexRule } from '~/domain/beds/bed.rules';
import type { CareGrade, Mismatch } from '~/domain/beds/bed-match.rules';
import type { BedStatus } from '~/domain/beds/board.rules';
import type { AvailableBed } from '~/domain/beds/list-free-beds';
import type { SpanKind } from '~/domain/beds/timeline.rules';
import type { DateRange } from '~/domain/kernel/date-range';
import { formatDate } from '~/ui/kit/format';
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

/** Whom a room takes, as a picture beside its name. */
export const sexIcon: Record<SexRule, IconName> = { male: 'male', female: 'female', any: 'users' };

export const attributeIcon: Record<BedAttribute, IconName> = {
  wheelchair: 'wheelchair',
  window: 'window',
  single: 'person',
  oxygen: 'oxygen',
  ground_floor: 'home',
};

/** Options of a choice or a list, in the order of the labels. */
export const optionsOf = <Value extends string>(labels: Record<Value, () => string>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value]() }));

/** Where a bed stands: `A楼 A101 1床`. */
export const placeText = (place: { building: string; room: string; name: string }): string =>
  m.beds_place({ building: place.building, room: place.room, bed: place.name });

export const spanLabel: Record<SpanKind, () => string> = {
  occupied: m.beds_status_occupied,
  leave: m.beds_away,
  reserved: m.beds_status_reserved,
  closed: m.beds_status_closed,
  cleaning: m.beds_status_cleaning,
};

export const careGradeLabel: Record<CareGrade, () => string> = {
  independent: m.beds_grade_independent,
  partial: m.beds_grade_partial,
  total: m.beds_grade_total,
};

const until = (range: DateRange | undefined): string =>
  range?.until ? formatDate(range.until) : m.beds_until_open();

/** Why somebody cannot have a bed, with the day or the reason where there is one. */
export function whyNot(one: Mismatch, bed: AvailableBed): string {
  const words: Record<Mismatch, () => string> = {
    service: () =>
      bed.retiredOn
        ? m.beds_why_retiring({ date: formatDate(bed.retiredOn) })
        : m.beds_why_unopened({ date: bed.openedOn ? formatDate(bed.openedOn) : '' }),
    occupied: () =>
      bed.occupied?.until ? m.beds_why_occupied({ date: until(bed.occupied) }) : m.beds_why_occupied_open(),
    closed: () =>
      m.beds_why_closed({
        date: until(bed.closed),
        cause: bed.closure ? causeLabel[bed.closure.cause]() : '',
        reason: bed.closure?.reason ?? '',
      }),
    reserved: () => m.beds_why_reserved({ date: bed.reservedFrom ? formatDate(bed.reservedFrom) : '' }),
    cleaning: m.beds_why_cleaning,
    sex: () => m.beds_why_sex({ sex: sexRuleLabel[bed.sexRule]() }),
    kind: m.beds_why_kind,
    isolation: m.beds_why_isolation,
    household: m.beds_why_household,
    full: () => m.beds_why_full({ count: bed.maxPeople ?? 0 }),
  };
  return words[one]();
}

/** Attributes of a bed in words. */
export const attributesText = (attributes: readonly BedAttribute[]): string =>
  attributes.map((one) => attributeLabel[one]()).join(m.reports_list_mark());
