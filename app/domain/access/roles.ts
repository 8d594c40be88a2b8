/** Every role of the product. Each demo account is named after its role. */
export const roles = [
  'admin',
  'lead',
  'intake',
  'assessor',
  'manager',
  'finance',
  'coordinator',
  'leader',
  'volunteer',
  'donor',
  'family',
  'town',
  'village',
  'auditor',
] as const;

export type Role = (typeof roles)[number];

/** Roles of the bureau, the centre and the towns: they see personal data of others, so they sign in with a second factor. */
export const staffRoles: ReadonlySet<Role> = new Set([
  'admin',
  'lead',
  'intake',
  'assessor',
  'manager',
  'finance',
  'coordinator',
  'town',
  'village',
  'auditor',
]);
