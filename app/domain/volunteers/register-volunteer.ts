import type { z } from 'zod';
import {
  insertVolunteer,
  replaceAvailability,
  replaceSkills,
  selectVolunteerOfPerson,
  takeNumber,
} from '#db/queries/volunteers';
import { type Scope, useCase } from '../audit/use-case';
import { halfProblems, pointProblems } from '../kernel/place';
import { ageOn, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { listTowns } from '../organisations/list-towns';
import { readName, readPhone } from '../people/contact.rules';
import { readIdentityNumber } from '../people/identity.rules';
import { registerPerson } from '../people/register-person';
import { setStanding } from './change-service';
import { volunteerRegistered } from './volunteer.events';
import { type Registration, volunteerForm, weekOf } from './volunteer.forms';
import { ADULT, registrationProblems, volunteerNumber, yearOf } from './volunteer.rules';

export interface RegisteredVolunteer {
  readonly volunteerId: string;
  readonly number: string;
  /** False when this person was a volunteer already; nothing was changed then. */
  readonly created: boolean;
}

/**
 * Registers a volunteer under their real name. One person is one volunteer: who is registered already stays as they are.
 * Refuses what `registerPerson` and `registrationProblems` refuse, VOLUNTEER.TOWN_UNKNOWN, .PLACE_UNKNOWN (no
 * coordinates given and none known of the town), .WEEKLY_LIMIT_SMALL, PLACE.HALF, .FAR.
 */
export const registerVolunteer = useCase({
  permission: 'volunteers.register',
  input: volunteerForm,
  known: (scope, form) => knownProblems(form, scope.today),
  run: (scope, form) =>
    register(scope, { ...form, availability: weekOf(form.availability) }, { imported: false }),
});

/** Where a form asks for the point of a home. */
export const homeFields = { latitude: 'homeLatitude', longitude: 'homeLongitude' } as const;

const pointOf = ({ homeLatitude: latitude, homeLongitude: longitude }: Part) => ({ latitude, longitude });

/** A registration of which some parts may be missing. */
type Part = Partial<Omit<Registration, 'ownWill'>>;

/** What is wrong with a registration as far as it is stated: age and guardian, skills, week, limits. */
function statedProblems(form: Part, today: PlainDate): Refusal[] {
  const identity = form.identityNumber ? readIdentityNumber(form.identityNumber) : undefined;
  const problems = registrationProblems({
    birthDate: identity?.ok ? identity.value.birthDate : undefined,
    skills: form.skills ?? [],
    availability: form.availability ?? [],
    guardian: { name: form.guardianName, relation: form.guardianRelation, consentOn: form.guardianConsentOn },
    today,
  });
  problems.push(...unreadable('guardianPhone', form.guardianPhone, readPhone));
  const { dailyLimitMinutes: daily, weeklyLimitMinutes: weekly } = form;
  if (daily !== undefined && weekly !== undefined && weekly < daily)
    problems.push(refusal('VOLUNTEER.WEEKLY_LIMIT_SMALL', { field: 'weeklyLimitMinutes' }));
  return problems;
}

/** Why a field that was filled in cannot be read. */
function unreadable(
  field: string,
  text: string | undefined,
  read: (text: string) => Result<unknown>,
): Refusal[] {
  const result = text?.trim() ? read(text) : undefined;
  return !result || result.ok ? [] : result.refusals.map((one) => ({ ...one, field }));
}

/** What else is wrong with a form that is not whole, so that everything is told at once. */
export function knownProblems(
  { availability, ...form }: Partial<z.output<typeof volunteerForm>>,
  today: PlainDate,
): Refusal[] {
  return [
    ...unreadable('name', form.name, readName),
    ...unreadable('identityNumber', form.identityNumber, readIdentityNumber),
    ...unreadable('phone', form.phone, readPhone),
    ...halfProblems(pointOf(form), homeFields),
    ...statedProblems({ ...form, availability: availability && weekOf(availability) }, today),
  ];
}

/** Registers one volunteer inside a larger change; `imported` is told in the history. */
export async function register(
  scope: Scope,
  form: Registration,
  { imported }: { imported: boolean },
): Promise<Result<RegisteredVolunteer>> {
  const { skills, availability } = form;
  const guardianPhone = form.guardianPhone ? readPhone(form.guardianPhone) : accept(null);
  const identity = readIdentityNumber(form.identityNumber);
  const problems = statedProblems(form, scope.today);
  const town = (await listTowns.within(scope, {})).find((one) => one.code === form.townCode);
  const wrongPoint = pointProblems(pointOf(form), town, homeFields);
  const homeLatitude = form.homeLatitude ?? town?.latitude;
  const homeLongitude = form.homeLongitude ?? town?.longitude;
  if (!town) problems.push(refusal('VOLUNTEER.TOWN_UNKNOWN', { field: 'townCode' }));
  else if (wrongPoint.length === 0 && (homeLatitude == null || homeLongitude == null))
    problems.push(refusal('VOLUNTEER.PLACE_UNKNOWN', { field: 'homeLatitude' }));
  problems.push(...wrongPoint);

  const { name, identityNumber, phone, townCode, village } = form;
  const person = await registerPerson.within(scope, { name, identityNumber, phone, townCode, village });
  if (!person.ok) return refuse(...person.refusals, ...problems);
  const known = await selectVolunteerOfPerson(scope.tx, person.value.personId);
  if (known) {
    // Who had left comes back by registering again, of their own will; a list of names is no such wish.
    if (known.status === 'ended' && !imported) await setStanding(scope, known.id, { status: 'active' });
    return accept({ volunteerId: known.id, number: known.number, created: false });
  }
  if (
    problems.length > 0 ||
    !identity.ok ||
    !guardianPhone.ok ||
    homeLatitude == null ||
    homeLongitude == null
  )
    return refuse(...problems);

  const year = yearOf(scope.today);
  const number = volunteerNumber(year, await takeNumber(scope.tx, 'volunteer', year));
  const volunteerId = await insertVolunteer(scope.tx, {
    number,
    personId: person.value.personId,
    townCode,
    homeLatitude,
    homeLongitude,
    serviceKinds: [...form.serviceKinds],
    dailyLimitMinutes: form.dailyLimitMinutes,
    weeklyLimitMinutes: form.weeklyLimitMinutes,
    status: 'active',
    birthDate: identity.value.birthDate,
    ...(ageOn(identity.value.birthDate, scope.today) < ADULT && {
      guardianName: form.guardianName,
      guardianRelation: form.guardianRelation,
      guardianPhone: guardianPhone.value,
      guardianConsentOn: form.guardianConsentOn,
    }),
    registeredOn: scope.today,
    statusFrom: scope.today,
  });
  await replaceSkills(scope.tx, volunteerId, skills);
  await replaceAvailability(scope.tx, volunteerId, availability);
  scope.audit(volunteerRegistered(volunteerId, { number, imported }));
  return accept({ volunteerId, number, created: true });
}
