import { z } from 'zod';
import { roles } from './roles';

export const userIdInput = z.uuid();

/** User names are typed on old keyboards and read over the telephone: small Latin letters, digits, `. _ -`. */
export const userNameInput = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, 'ACCESS.USER_NAME_FORM');

export const rolesInput = z.array(z.enum(roles)).min(1, 'ACCESS.ROLE_MISSING');

/** Records a user stands behind: a town clerk a town, a family a person, and so on. */
export const linksInput = {
  townCode: z
    .string()
    .regex(/^\d{9}$/, 'ACCESS.TOWN_FORM')
    .optional(),
  personId: z.uuid().optional(),
  volunteerId: z.uuid().optional(),
  donorId: z.uuid().optional(),
};

export const reasonInput = z.string().trim().min(2, 'ACCESS.REASON_MISSING').max(500);
