/** What a care note is about: the day, health, a meal, the mood, the night, the family, something else. */
export const noteKinds = ['daily', 'health', 'meal', 'mood', 'night', 'family', 'other'] as const;
export type NoteKind = (typeof noteKinds)[number];
