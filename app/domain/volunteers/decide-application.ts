import { z } from 'zod';
import {
  type ApplicationRecord,
  type ApplicationStatus,
  decideApplications,
  lockSamePerson,
  selectApplication,
  selectApplications,
  selectKnownPerson,
  selectSamePerson,
} from '#db/queries/volunteer-applications';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { madeReasons, reasonText } from '../kernel/made-reasons';
import { instantCursor, PAGE_LIMIT, pageOf, readInstantCursor } from '../kernel/paging';
import { latitudeInput, longitudeInput } from '../kernel/place';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { changeVolunteerContact } from '../notices/contact';
import { notify } from '../notices/notify';
import { maskPhone } from '../people/contact.rules';
import { maskIdentityNumber, readIdentityNumber } from '../people/identity.rules';
import { newAccountLink } from './account-link';
import { register } from './register-volunteer';
import { asRegistration, type SelfForm } from './self-registration';
import { applicationEvent } from './volunteer.events';
import { weekOf } from './volunteer.forms';

/** Days after which an application should have been answered. Our own choice. */
export const ANSWER_DAYS = 10;

/** Others in the same person's name that a page shows. */
const MOST_OF_PERSON = 20;

const applicationId = z.uuid('VOLUNTEERING.UNKNOWN');

const saidOf = ({ said }: ApplicationRecord) => (said ? (JSON.parse(said) as SelfForm) : undefined);

const DAY_MS = 86_400_000;

/** Applications of a status, a page of them; telephone numbers masked. Names of who was declined are forgotten after a while. */
export const listApplications = read(
  'volunteers.view',
  async (
    { tx, now }: ReadScope,
    {
      status = 'received',
      after,
      limit = 50,
    }: { status?: ApplicationStatus; after?: string | undefined; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectApplications(tx, { status, after: readInstantCursor(after), limit: size + 1 });
    return pageOf(
      rows.map((row) => ({
        id: row.id,
        status: row.status,
        name: row.name ?? row.volunteerName,
        phone: row.phone ? maskPhone(row.phone) : null,
        townCode: saidOf(row)?.townCode ?? null,
        appliedAt: row.appliedAt,
        /** It should have been answered by now. */
        late: row.status === 'received' && row.appliedAt.getTime() < now.getTime() - ANSWER_DAYS * DAY_MS,
        decidedAt: row.decidedAt,
        decidedByName: row.decidedByName,
        declineReason: reasonText(row.declineReason),
        volunteerId: row.volunteerId,
        volunteerNumber: row.volunteerNumber,
        /** Others that wait in the same person's name. */
        samePerson: row.samePerson,
      })),
      size,
      ({ appliedAt, id }) => instantCursor(appliedAt, id),
    );
  },
);

/**
 * One application, with what was said as long as it waits; identity number and telephone numbers masked. `known`: somebody of
 * this identity number is in the register of people, perhaps as a volunteer; `same` whether name and telephone number agree.
 * `samePerson`: others that wait in the name of the same identity number, with another telephone number.
 */
export const findApplication = read(
  'volunteers.view',
  async ({ tx }: ReadScope, { applicationId: id }: { applicationId: string }) => {
    const row = await selectApplication(tx, id);
    if (!row) return undefined;
    const said = saidOf(row);
    const known = await selectKnownPerson(tx, id);
    const identity = said && readIdentityNumber(said.identityNumber);
    const others = await selectSamePerson(tx, id, MOST_OF_PERSON);
    return {
      id: row.id,
      status: row.status,
      name: row.name,
      phone: row.phone ? maskPhone(row.phone) : null,
      mail: row.mail ? '******' : null,
      appliedAt: row.appliedAt,
      decidedAt: row.decidedAt,
      decidedByName: row.decidedByName,
      declineReason: reasonText(row.declineReason),
      volunteerId: row.volunteerId,
      said: said
        ? {
            identityNumber: maskIdentityNumber(said.identityNumber),
            birthDate: identity?.ok ? identity.value.birthDate : null,
            townCode: said.townCode,
            village: said.village ?? null,
            serviceKinds: said.serviceKinds,
            skills: said.skills,
            availability: weekOf(said.availability),
            guardian: said.guardianName
              ? {
                  name: said.guardianName,
                  relation: said.guardianRelation ?? null,
                  phone: said.guardianPhone ? maskPhone(said.guardianPhone) : null,
                }
              : null,
          }
        : null,
      known: known
        ? {
            volunteerId: known.volunteerId,
            volunteerNumber: known.volunteerNumber,
            same: known.name === row.name && known.phone === row.phone,
          }
        : null,
      samePerson: others.map(({ id: otherId, name, phone, appliedAt }) => ({
        id: otherId,
        name,
        phone: phone ? maskPhone(phone) : null,
        appliedAt,
      })),
    };
  },
);

/** An application that nobody has decided, locked. */
async function waiting(scope: Scope, id: string) {
  const application = await selectApplication(scope.tx, id, { lock: true });
  const said = application && saidOf(application);
  if (!application) return refuse(refusal('VOLUNTEERING.UNKNOWN', { field: 'applicationId' }));
  return application.status === 'received' && said
    ? accept({ application, said })
    : refuse(refusal('VOLUNTEERING.SETTLED', { field: 'applicationId' }));
}

/**
 * Shows the telephone numbers of an application in the clear, for who calls back, and writes down who saw them and why. Refuses
 * VOLUNTEERING.UNKNOWN, .SETTLED, PERSON.REVEAL_REASON_MISSING.
 */
export const revealApplicantPhone = useCase({
  permission: 'volunteers.register',
  input: z.object({
    applicationId,
    reason: z
      .string({ error: 'PERSON.REVEAL_REASON_MISSING' })
      .trim()
      .min(2, 'PERSON.REVEAL_REASON_MISSING')
      .max(200),
  }),
  async run(scope, { applicationId: id, reason }) {
    const found = await waiting(scope, id);
    if (!found.ok) return found;
    scope.audit(applicationEvent('phone-revealed', id, {}, reason));
    const { application, said } = found.value;
    return accept({ phone: application.phone ?? '', guardianPhone: said.guardianPhone ?? null });
  },
});

/**
 * A coordinator accepts: the person is registered as at the desk, by the same rules, and told, with a link to an account. What was said is forgotten here,
 * because the register has it. Others that wait in the same person's name are settled with it, and nobody is told of them: who
 * sent them may be somebody else. Somebody who is a volunteer already stays as they are (`created` false). Refuses
 * VOLUNTEERING.UNKNOWN, .SETTLED (another coordinator was first), and what `registerVolunteer` refuses.
 */
export const acceptApplication = useCase({
  permission: 'volunteers.register',
  input: z.object({
    applicationId,
    /** Where no coordinates of the town are known. */
    homeLatitude: latitudeInput().optional(),
    homeLongitude: longitudeInput().optional(),
  }),
  async run(scope, { applicationId: id, ...point }) {
    const others = await lockSamePerson(scope.tx, id);
    const found = await waiting(scope, id);
    if (!found.ok) return found;
    const { application, said } = found.value;
    const registered = await register(
      scope,
      {
        ...asRegistration(said, { phone: application.phone ?? '', saidOn: dateOf(application.appliedAt) }),
        ...point,
      },
      { imported: false },
    );
    if (!registered.ok) return registered;
    const { volunteerId, number, created } = registered.value;
    // Of somebody who was known already nobody changes where messages go by a form at a public page.
    if (application.mail && created)
      await changeVolunteerContact.within(scope, {
        volunteerId,
        mail: application.mail,
        wantsMail: true,
        wantsSms: true,
      });
    const decided = { at: scope.now, byName: scope.actor.name };
    await decideApplications(scope.tx, [id], { ...decided, volunteerId });
    scope.audit(applicationEvent('accepted', id, { volunteerId, created }));
    await decideApplications(scope.tx, others, { ...decided, reason: madeReasons.settledByAnother });
    for (const other of others)
      scope.audit(applicationEvent('declined', other, { samePersonAs: id }, madeReasons.settledByAnother));
    await newAccountLink(scope, volunteerId);
    await notify(scope, [
      {
        to: { volunteerId },
        kind: 'volunteer-accepted',
        key: `volunteer-accepted/${id}`,
        subject: { type: 'volunteer', id: volunteerId },
        params: { number },
      },
    ]);
    return accept({ volunteerId, number, created, settled: others.length });
  },
});

/**
 * A coordinator declines with a reason, which the person is told. What was said is forgotten at once; name and contact a while
 * later (`volunteers.forget-unanswered`). Refuses VOLUNTEERING.UNKNOWN, .SETTLED, .REASON_MISSING.
 */
export const declineApplication = useCase({
  permission: 'volunteers.register',
  input: z.object({
    applicationId,
    reason: z.string('VOLUNTEERING.REASON_MISSING').trim().min(2, 'VOLUNTEERING.REASON_MISSING').max(100),
  }),
  async run(scope, { applicationId: id, reason }) {
    const found = await waiting(scope, id);
    if (!found.ok) return found;
    await decideApplications(scope.tx, [id], { at: scope.now, byName: scope.actor.name, reason });
    scope.audit(applicationEvent('declined', id, {}, reason));
    await notify(scope, [
      {
        to: { applicationId: id },
        kind: 'volunteer-declined',
        key: `volunteer-declined/${id}`,
        subject: { type: 'volunteer-application', id },
        params: { reason },
      },
    ]);
    return accept({ applicationId: id });
  },
});
