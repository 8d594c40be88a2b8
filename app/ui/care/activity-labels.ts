import type { ActivityKind, ActivityState, Presence } from '~/domain/care/activity.rules';
import type { NoteKind } from '~/domain/care/care-note.rules';
import { formatInstant, formatTime } from '~/ui/kit/format';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const noteKindLabel: Record<NoteKind, () => string> = {
  daily: m.care_note_daily,
  health: m.care_note_health,
  meal: m.care_note_meal,
  mood: m.care_note_mood,
  night: m.care_note_night,
  family: m.care_note_family,
  other: m.care_note_other,
};

export const activityKindLabel: Record<ActivityKind, () => string> = {
  exercise: m.care_activity_exercise,
  culture: m.care_activity_culture,
  craft: m.care_activity_craft,
  festival: m.care_activity_festival,
  outing: m.care_activity_outing,
  learning: m.care_activity_learning,
  other: m.care_activity_other,
};

export const activityStateLabel: Record<ActivityState, () => string> = {
  coming: m.care_activity_coming,
  running: m.care_activity_running,
  over: m.care_activity_over,
  cancelled: m.care_activity_cancelled,
};

export const activityStateTone: Record<ActivityState, Tone> = {
  coming: 'due',
  running: 'info',
  over: 'ok',
  cancelled: 'stopped',
};

export const presenceLabel: Record<Presence, () => string> = {
  joined: m.care_presence_joined,
  withdrawn: m.care_presence_withdrawn,
  present: m.care_presence_present,
  absent: m.care_presence_absent,
};

export const presenceTone: Record<Presence, Tone> = {
  joined: 'info',
  withdrawn: 'stopped',
  present: 'ok',
  absent: 'stopped',
};

/** 2026年11月20日 10:00–11:00 */
export const activityTime = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string =>
  m.care_activity_time({ start: formatInstant(startsAt), end: formatTime(endsAt) });
