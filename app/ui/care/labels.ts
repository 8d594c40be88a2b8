import type { HealthContent, HealthKind } from '~/domain/care/health.rules';
import type { Risk, RiskLevel, RiskStanding } from '~/domain/care/risk.rules';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const healthKindLabel: Record<HealthKind, () => string> = {
  allergy: m.care_health_allergy,
  medicine: m.care_health_medicine,
  diagnosis: m.care_health_diagnosis,
  diet: m.care_health_diet,
  doctor: m.care_health_doctor,
  note: m.care_health_note,
};

/** What an entry of a health file says, in one line. */
export const contentText = (kind: HealthKind, { text, dose, times, place, phone }: HealthContent): string =>
  [
    text,
    ...(kind === 'medicine'
      ? [dose, times && times.length > 0 ? times.join(m.care_and()) : m.care_as_needed()]
      : []),
    place,
    phone,
  ]
    .filter(Boolean)
    .join(' · ');

export const riskLabel: Record<Risk, () => string> = {
  choking: m.care_risk_choking,
  ingestion: m.care_risk_ingestion,
  'pressure-sore': m.care_risk_pressure_sore,
  scald: m.care_risk_scald,
  'bed-fall': m.care_risk_bed_fall,
  fall: m.care_risk_fall,
  harm: m.care_risk_harm,
  wandering: m.care_risk_wandering,
  activity: m.care_risk_activity,
};

export const levelLabel: Record<RiskLevel, () => string> = {
  none: m.care_level_none,
  low: m.care_level_low,
  medium: m.care_level_medium,
  high: m.care_level_high,
};

export const levelTone: Record<RiskLevel, Tone> = { none: 'ok', low: 'info', medium: 'due', high: 'late' };

export const standingLabel: Record<RiskStanding, () => string> = {
  missing: m.care_standing_missing,
  incident: m.care_standing_incident,
  due: m.care_standing_due,
  settled: m.care_standing_settled,
};

export const standingTone: Record<RiskStanding, Tone> = {
  missing: 'unconfirmed',
  incident: 'late',
  due: 'due',
  settled: 'ok',
};

/** Options of a choice or a list, in the order of the labels. */
export const optionsOf = <Value extends string>(labels: Record<Value, () => string>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value]() }));
