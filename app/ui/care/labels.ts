import type { HealthContent, HealthKind } from '~/domain/care/health.rules';
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
