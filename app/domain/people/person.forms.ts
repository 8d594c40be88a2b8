import { z } from 'zod';
import { civilDate } from '../kernel/inputs';
import { hardshipCategories, registrations } from './person.rules';

/** What is asked of a person at a page and through the API. */
export const personForm = z.object({
  name: z.string({ error: 'PERSON.NAME_MISSING' }),
  identityNumber: z.string().optional(),
  /** Needed only without an identity number, which says both. */
  sex: z.enum(['male', 'female']).optional(),
  birthDate: civilDate('PERSON.BIRTH_DATE_FORM').optional(),
  phone: z.string().optional(),
  address: z.string().trim().max(200).optional(),
  registration: z.enum(registrations).optional(),
  /** 9 digits; one of the towns of the district. */
  townCode: z.string().trim().optional(),
  village: z.string().trim().max(60).optional(),
  hardshipCategory: z.enum(hardshipCategories).optional(),
});
