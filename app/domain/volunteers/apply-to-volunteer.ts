import { z } from 'zod';
import { insertApplication } from '#db/queries/volunteer-applications';
import { guardForm } from '../access/public-guard';
import { type ReadScope, read, useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { listTowns } from '../organisations/list-towns';
import { readName, readPhone } from '../people/contact.rules';
import { readIdentityNumber } from '../people/identity.rules';
import { applyingConstraints, notePassed, passGuard } from './application-guard';
import { type SelfForm, selfForm, selfProblems } from './self-registration';
import { applicationEvent } from './volunteer.events';

const applicationForm = selfForm.extend({
  name: z.string('PERSON.NAME_MISSING').trim().min(1, 'PERSON.NAME_MISSING'),
  phone: z
    .string({ error: 'VOLUNTEERING.PHONE_MISSING' })
    .trim()
    .min(1, 'VOLUNTEERING.PHONE_MISSING')
    .max(30),
  mail: z.email('NOTICE.MAIL_FORM').max(200).optional(),
});

/** Towns of the district, for who says where they live. */
export const listPublicTowns = read('public', async (scope, _: Record<string, never> = {}) =>
  (await listTowns.within(scope, {})).map(({ code, name, nameEn }) => ({ code, name, nameEn })),
);

async function problemsOf(
  scope: ReadScope,
  form: Partial<SelfForm> & { phone?: string },
): Promise<Refusal[]> {
  const { townCode } = form;
  const towns = townCode ? await listTowns.within(scope, {}) : [];
  return [
    ...selfProblems(form, scope.today),
    ...(townCode && !towns.some(({ code }) => code === townCode)
      ? [refusal('VOLUNTEER.TOWN_UNKNOWN', { field: 'townCode' })]
      : []),
  ];
}

/**
 * Somebody asks at the public page to be registered as a volunteer (志愿服务条例 第七条). Nobody is one by it: a coordinator
 * decides. The answer is the same whoever asks: that somebody is registered, or has asked already, is nobody's business
 * (个人信息保护法 第九条); of somebody who asks twice with one telephone number the first form waits. A form with another number
 * waits beside it: nobody keeps another from asking by asking in their name. Refuses what registering refuses of a form,
 * INVITATION.DATA_CONSENT_MISSING, VOLUNTEERING.PHONE_MISSING, .TASK_OVER, .TASK_USED, .TOO_SOON, .MANY_TODAY, .BUSY.
 */
export const applyToVolunteer = useCase({
  permission: 'public',
  input: applicationForm.extend({ guard: guardForm }),
  constraints: applyingConstraints,
  known: problemsOf,
  async run(scope, { guard, mail, phone: typed, ...said }) {
    const name = readName(said.name);
    const phone = readPhone(typed);
    const identity = readIdentityNumber(said.identityNumber);
    const passed = await passGuard(scope, guard, identity.ok ? identity.value.number : undefined);
    const problems = await problemsOf(scope, { ...said, phone: typed });
    if (!passed.ok || problems.length > 0 || !name.ok || !phone.ok || !identity.ok)
      return refuse(...(passed.ok ? [] : passed.refusals), ...problems);
    await notePassed(scope, passed.value);
    const applicationId = await insertApplication(scope.tx, {
      name: name.value,
      phone: phone.value,
      mail,
      said: JSON.stringify({ ...said, name: name.value, identityNumber: identity.value.number }),
      identityNumber: identity.value.number,
      appliedAt: scope.now,
    });
    if (applicationId)
      scope.audit(applicationEvent('received', applicationId, { consents: ['own-will', 'personal-data'] }));
    return accept({ received: true });
  },
});
