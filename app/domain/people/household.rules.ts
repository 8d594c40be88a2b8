/** Relation to the head of the household, by the first digit of GB/T 4761 (家庭关系代码). */
export const householdRelations = [
  'head',
  'spouse',
  'son',
  'daughter',
  'grandchild',
  'parent',
  'grandparent',
  'sibling',
  'other',
] as const;

export type HouseholdRelation = (typeof householdRelations)[number];
