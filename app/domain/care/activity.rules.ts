/** Kinds of activities 文娱活动: exercise, culture, handicraft, festivals, outings, learning, something else. */
export const activityKinds = [
  'exercise',
  'culture',
  'craft',
  'festival',
  'outing',
  'learning',
  'other',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Whether somebody takes part: is on the list, came, or did not come. */
export type Presence = 'joined' | 'withdrawn' | 'present' | 'absent';

/** Where an activity stands. */
export type ActivityState = 'cancelled' | 'coming' | 'running' | 'over';

export function activityState(
  { startsAt, endsAt, cancelledAt }: { startsAt: Date; endsAt: Date; cancelledAt: Date | null },
  now: Date,
): ActivityState {
  if (cancelledAt) return 'cancelled';
  if (now < startsAt) return 'coming';
  return now < endsAt ? 'running' : 'over';
}
