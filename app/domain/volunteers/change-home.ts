import { z } from 'zod';
import { selectVolunteer, updateGuardian, updateHome } from '#db/queries/volunteers';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { halfProblems, latitudeInput, longitudeInput, pointProblems } from '../kernel/place';
import { ageOn } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { listTowns } from '../organisations/list-towns';
import { readPhone } from '../people/contact.rules';
import { correctHome } from '../people/correct-person';
import { homeFields } from './register-volunteer';
import { guardianChanged, homeChanged } from './volunteer.events';
import { ADULT, guardianProblems, guardianRelations } from './volunteer.rules';

const volunteerId = z.uuid('VOLUNTEER.UNKNOWN');
const unknown = () => refuse(refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' }));

/**
 * Says where a volunteer lives now, for whoever moved: town, village, and the point from which ways are reckoned. Without a point
 * the one there is stays in the same town; of another town it is that town's own. Town and village of the person change with it.
 * Refuses VOLUNTEER.UNKNOWN, .TOWN_MISSING, .TOWN_UNKNOWN, .PLACE_UNKNOWN, PLACE.HALF, .FAR.
 */
export const changeHome = useCase({
  permission: 'volunteers.edit',
  input: z.object({
    volunteerId,
    townCode: z.string({ error: 'VOLUNTEER.TOWN_MISSING' }).trim().min(1, 'VOLUNTEER.TOWN_MISSING'),
    village: z.string().trim().max(60).optional(),
    homeLatitude: latitudeInput().optional(),
    homeLongitude: longitudeInput().optional(),
  }),
  known: (_, { homeLatitude: latitude, homeLongitude: longitude }) =>
    halfProblems({ latitude, longitude }, homeFields),
  async run(scope, { volunteerId: id, townCode, village, ...point }) {
    const volunteer = await selectVolunteer(scope.tx, id);
    if (!volunteer) return unknown();
    const given = { latitude: point.homeLatitude, longitude: point.homeLongitude };
    const town = (await listTowns.within(scope, {})).find((one) => one.code === townCode);
    if (!town) return refuse(refusal('VOLUNTEER.TOWN_UNKNOWN', { field: 'townCode' }));
    const problems = pointProblems(given, town, homeFields);
    if (problems.length > 0) return refuse(...problems);
    const kept =
      townCode === volunteer.townCode
        ? { latitude: volunteer.homeLatitude, longitude: volunteer.homeLongitude }
        : town;
    const homeLatitude = given.latitude ?? kept.latitude;
    const homeLongitude = given.longitude ?? kept.longitude;
    if (homeLatitude == null || homeLongitude == null)
      return refuse(refusal('VOLUNTEER.PLACE_UNKNOWN', { field: 'homeLatitude' }));
    await updateHome(scope.tx, id, { townCode, homeLatitude, homeLongitude });
    const person = await correctHome.within(scope, {
      personId: volunteer.personId,
      townCode,
      village: village || null,
    });
    if (!person.ok) return person;
    const moved = homeLatitude !== volunteer.homeLatitude || homeLongitude !== volunteer.homeLongitude;
    // Where somebody lives is theirs: the trail, which is for ever, says what changed and not from where to where.
    const fields = [...person.value.fields, ...(moved ? ['point'] : [])];
    if (townCode !== volunteer.townCode || fields.length > 0)
      scope.audit(homeChanged(id, { before: volunteer.townCode, after: townCode, fields }));
    return accept({ volunteerId: id });
  },
});

/**
 * Says who the guardian of a volunteer under 18 is and since when they consent; an empty telephone number leaves the one there is,
 * as long as the guardian is the same. Refuses VOLUNTEER.UNKNOWN, .OF_AGE, .GUARDIAN_NAME_MISSING, .GUARDIAN_RELATION_MISSING,
 * .GUARDIAN_CONSENT_MISSING, .GUARDIAN_CONSENT_IN_FUTURE, .GUARDIAN_PHONE_MISSING (of another guardian), PERSON.PHONE_FORM.
 */
export const changeGuardian = useCase({
  permission: 'volunteers.edit',
  input: z.object({
    volunteerId,
    guardianName: z.string().trim().max(60).optional(),
    guardianRelation: z.enum(guardianRelations, 'INPUT.INVALID').optional(),
    guardianPhone: z.string().trim().max(30).optional(),
    guardianConsentOn: civilDate().optional(),
  }),
  async run(scope, { volunteerId: id, guardianPhone, ...said }) {
    const volunteer = await selectVolunteer(scope.tx, id);
    if (!volunteer) return unknown();
    if (ageOn(volunteer.birthDate, scope.today) >= ADULT) return refuse(refusal('VOLUNTEER.OF_AGE'));
    const phone = guardianPhone ? readPhone(guardianPhone) : accept(undefined);
    const { guardianName: name, guardianRelation: relation, guardianConsentOn: consentOn } = said;
    const problems: Refusal[] = guardianProblems({ name, relation, consentOn }, scope.today);
    const another = name !== undefined && name !== volunteer.guardianName;
    if (!phone.ok) problems.push(...phone.refusals.map((one) => ({ ...one, field: 'guardianPhone' })));
    else if (another && phone.value === undefined)
      problems.push(refusal('VOLUNTEER.GUARDIAN_PHONE_MISSING', { field: 'guardianPhone' }));
    if (problems.length > 0 || !phone.ok) return refuse(...problems);
    await updateGuardian(scope.tx, id, { ...said, guardianPhone: phone.value });
    const fields = [
      ...(another ? ['name'] : []),
      ...(relation === volunteer.guardianRelation ? [] : ['relation']),
      ...(phone.value === undefined ? [] : ['phone']),
      ...(consentOn === volunteer.guardianConsentOn ? [] : ['consent']),
    ];
    if (fields.length > 0) scope.audit(guardianChanged(id, { fields }));
    return accept({ volunteerId: id });
  },
});
