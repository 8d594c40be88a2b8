import { z } from 'zod';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { readIdentityNumber } from '../people/identity.rules';
import { needsCompany } from './dispatch.rules';
import { knownProblems } from './register-volunteer';
import { type Registration, volunteerForm, weekOf } from './volunteer.forms';

/** What somebody says of themself at a public page: what anybody does who registers, but with limits and point as the product has them. */
export const selfForm = volunteerForm
  .omit({
    phone: true,
    homeLatitude: true,
    homeLongitude: true,
    dailyLimitMinutes: true,
    weeklyLimitMinutes: true,
    guardianConsentOn: true,
  })
  .extend({
    /** Of a guardian who stands beside somebody under 18. */
    guardianConsent: z.boolean().default(false),
    // 个人信息保护法 第十三、二十九条: an identity number is asked for with a consent of its own.
    dataConsent: z.literal(true, 'INVITATION.DATA_CONSENT_MISSING'),
  });

export type SelfForm = z.output<typeof selfForm>;

/** What is wrong with as much as is said, at the fields that a public page has. */
export const selfProblems = (
  { guardianConsent, ...form }: Partial<SelfForm> & { phone?: string },
  today: PlainDate,
): Refusal[] =>
  [
    ...knownProblems({ ...form, ...(guardianConsent && { guardianConsentOn: today }) }, today),
    ...guardianUnreachable(form, today),
  ].map(atPublicPage);

/** VOLUNTEER.GUARDIAN_PHONE_MISSING of somebody under 18, whose guardian consents at the page and may be called back. */
export function guardianUnreachable(
  { identityNumber, guardianPhone }: { identityNumber?: string; guardianPhone?: string },
  today: PlainDate,
): Refusal[] {
  const identity = identityNumber ? readIdentityNumber(identityNumber) : undefined;
  return identity?.ok && needsCompany(identity.value.birthDate, today) && !guardianPhone?.trim()
    ? [refusal('VOLUNTEER.GUARDIAN_PHONE_MISSING', { field: 'guardianPhone' })]
    : [];
}

/** A refusal of registering, at the field that a public page has for it. */
export const atPublicPage = (problem: Refusal): Refusal =>
  problem.code === 'VOLUNTEER.GUARDIAN_CONSENT_MISSING'
    ? refusal('INVITATION.GUARDIAN_CONSENT_MISSING', { field: 'guardianConsent' })
    : problem.code === 'PERSON.IDENTITY_TAKEN'
      ? refusal('INVITATION.IDENTITY_UNCLEAR', { field: 'identityNumber' })
      : problem;

/** What was said as a registration; a guardian consented on the day it was said. */
export const asRegistration = (
  { guardianConsent, dataConsent: _, ...said }: SelfForm,
  { phone, saidOn }: { phone: string; saidOn: PlainDate },
): Registration => ({
  ...said,
  phone,
  availability: weekOf(said.availability),
  dailyLimitMinutes: 480,
  weeklyLimitMinutes: 1200,
  ...(guardianConsent && { guardianConsentOn: saidOn }),
});
