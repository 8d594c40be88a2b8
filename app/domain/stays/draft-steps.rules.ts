/** Steps of an application in the order in which they are asked; each can be gone to at any time. */
export const draftSteps = ['who', 'household', 'needs', 'hardship', 'documents', 'check'] as const;
export type DraftStep = (typeof draftSteps)[number];

/** The step after one. */
export const stepAfter = (step: DraftStep): DraftStep =>
  draftSteps[Math.min(draftSteps.indexOf(step) + 1, draftSteps.length - 1)] ?? 'check';
