import { z } from 'zod';
import { publicActor } from '~/domain/access/public-actor';
import { findVerified, normaliseCode } from '~/domain/audit/verification';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { makeAccountLink } from '~/domain/volunteers/account-link';
import { changeAvailability } from '~/domain/volunteers/change-availability';
import { addException, removeException } from '~/domain/volunteers/change-exceptions';
import { changeGuardian, changeHome } from '~/domain/volunteers/change-home';
import { changeLimits } from '~/domain/volunteers/change-limits';
import {
  changeServices,
  changeSkills,
  endService,
  pauseService,
  resumeService,
} from '~/domain/volunteers/change-service';
import {
  acceptApplication,
  declineApplication,
  findApplication,
  listApplications,
  revealApplicantPhone,
} from '~/domain/volunteers/decide-application';
import { beginExport, type ExportGroup } from '~/domain/volunteers/export-records';
import {
  findCertificate,
  findOwnCertificate,
  findVerifiableCertificate,
} from '~/domain/volunteers/find-certificate';
import { findOwnVolunteer, findVolunteer } from '~/domain/volunteers/get-volunteer';
import {
  invitePeople,
  listInvitations,
  registerGroup,
  remindInvited,
  withdrawInvitation,
} from '~/domain/volunteers/invite-people';
import {
  type CertificateContent,
  issueCertificate,
  issueOwnCertificate,
} from '~/domain/volunteers/issue-certificate';
import {
  recordAgreement,
  recordAward,
  recordEvaluation,
  recordInsurance,
  recordTraining,
  withdrawRecord,
} from '~/domain/volunteers/keep-records';
import {
  addMembers,
  changeTeam,
  endTeam,
  inviteMembers,
  registerTeam,
  removeMember,
} from '~/domain/volunteers/keep-teams';
import { findOwnRecords, findRecords, listDue } from '~/domain/volunteers/list-records';
import { findTeam, listLedTeams, listTeams } from '~/domain/volunteers/list-teams';
import { listVolunteers } from '~/domain/volunteers/list-volunteers';
import { endOwnCalendar } from '~/domain/volunteers/own-calendar';
import type { recordKinds } from '~/domain/volunteers/record.rules';
import { recordElsewhere, recordService } from '~/domain/volunteers/record-service';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import { reverseHours } from '~/domain/volunteers/reverse-hours';
import { listStarRules, setStars } from '~/domain/volunteers/set-stars';
import { listShownVolunteers } from '~/domain/volunteers/show-in-public';
import { correctVolunteerPhone, revealVolunteerPhone } from '~/domain/volunteers/volunteer-phone';
import { m } from '~/words/generated/messages';
import { asList, endpoint, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { certificatePdf } from './certificate-paper.server';
import { exportFile } from './export-file.server';

const volunteerShape = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  townCode: z.string(),
  serviceKinds: z.array(z.string()),
  status: z.string(),
  registeredOn: z.string(),
  /** Minutes in the hours ledger, reversals taken off. */
  minutes: z.int(),
  stars: z.int(),
});

const slotShape = z.object({ weekday: z.int(), fromMinute: z.int(), untilMinute: z.int() });

const keptShape = z.object({ id: z.uuid(), recordedAt: instantShape, recordedByName: z.string() });
const certificateShape = z.object({
  id: z.uuid(),
  number: z.string(),
  code: z.string(),
  minutes: z.int(),
  issuedOn: z.string(),
  revokedOn: z.string().nullable(),
});

/** A volunteer with skills, week, hours and certificates. */
const volunteerInFull = volunteerShape.extend({
  /** Null to who may not see people. */
  personId: z.uuid().nullable(),
  /** Degrees (WGS 84); null to who may not change it. */
  home: z.object({ village: z.string().nullable(), latitude: z.number(), longitude: z.number() }).nullable(),
  /** Masked; null where none is known. */
  phone: z.string().nullable(),
  skills: z.array(
    z.object({
      skill: z.string(),
      licenceNumber: z.string().nullable(),
      validUntil: z.string().nullable(),
    }),
  ),
  availability: z.array(slotShape),
  exceptions: z.array(
    z.object({
      id: z.uuid(),
      kind: z.string(),
      from: z.string(),
      /** First day on which the week holds again. */
      until: z.string(),
      fromMinute: z.int(),
      untilMinute: z.int(),
      note: z.string().nullable(),
    }),
  ),
  dailyLimitMinutes: z.int(),
  weeklyLimitMinutes: z.int(),
  hours: z.array(
    z.object({
      id: z.uuid(),
      servedOn: z.string(),
      minutes: z.int(),
      activity: z.string(),
      place: z.string(),
      title: z.string().nullable(),
      /** Last day on which it was recorded in time. */
      dueOn: z.string().nullable(),
      lateReason: z.string().nullable(),
      /** What attests time that was given elsewhere. */
      proof: z.string().nullable(),
      reversesId: z.uuid().nullable(),
    }),
  ),
  certificates: z.array(certificateShape),
});

const recordsShape = z.object({
  trainings: z.array(
    keptShape.extend({
      course: z.string(),
      content: z.string(),
      minutes: z.int(),
      heldOn: z.string(),
      organiser: z.string(),
      result: z.string(),
    }),
  ),
  insurances: z.array(
    keptShape.extend({
      insurer: z.string(),
      policyNumber: z.string(),
      fromDate: z.string(),
      /** First day that is no longer covered. */
      untilDate: z.string(),
    }),
  ),
  agreements: z.array(
    keptShape.extend({
      cause: z.string(),
      concerns: z.string(),
      signedOn: z.string(),
      fromDate: z.string(),
      untilDate: z.string(),
    }),
  ),
  awards: z.array(keptShape.extend({ name: z.string(), grantedOn: z.string(), grantedBy: z.string() })),
  evaluations: z.array(
    keptShape.extend({
      hoursId: z.uuid().nullable(),
      rating: z.int(),
      saidBy: z.string(),
      comment: z.string().nullable(),
      evaluatedOn: z.string(),
    }),
  ),
});
const recordedShape = z.object({ recorded: z.int(), known: z.int() });
const dueShape = z.object({ volunteerId: z.uuid(), number: z.string(), name: z.string() });

const teamShape = z.object({
  id: z.uuid(),
  name: z.string(),
  unit: z.string().nullable(),
  registeredOn: z.string(),
  endedOn: z.string().nullable(),
  /** Null: a group whose responsible person has not agreed yet. */
  leaderId: z.uuid().nullable(),
  leaderName: z.string().nullable(),
  leaderNumber: z.string().nullable(),
  towns: z.array(z.string()),
  members: z.int(),
});
const teamPeopleShape = teamShape.extend({
  people: z.array(
    z.object({
      /** Of the membership. */
      id: z.uuid(),
      volunteerId: z.uuid(),
      number: z.string(),
      name: z.string(),
      status: z.string(),
      /** Null: asked, and has not agreed. */
      agreedOn: z.string().nullable(),
      minutes: z.int(),
    }),
  ),
});
const applicationStatus = z.enum(['received', 'accepted', 'declined']);
const applicationShape = z.object({
  id: z.uuid(),
  status: applicationStatus,
  /** Null: declined a while ago, and forgotten. */
  name: z.string().nullable(),
  /** Masked; null once it is accepted. */
  phone: z.string().nullable(),
  appliedAt: instantShape,
  decidedAt: instantShape.nullable(),
  decidedByName: z.string().nullable(),
  declineReason: z.string().nullable(),
  volunteerId: z.uuid().nullable(),
});
const ofTeam = z.object({ teamId: z.uuid() });
const invitedShape = z.object({ invitationId: z.uuid() });
const addedShape = z.object({ added: z.int(), known: z.int() });

export const volunteerEndpoints = [
  endpoint({
    method: 'GET',
    path: '/volunteers',
    permission: listVolunteers.permission,
    summary: m.volunteers_api_list,
    query: z.object({
      after: z.string().max(40).optional(),
      townCode: z.string().max(9).optional(),
      /** A whole volunteer's number, or any part of a name. */
      search: z.string().max(60).optional(),
    }),
    response: listOf(volunteerShape.extend({ skills: z.array(z.string()) })),
    handle: async ({ actor, query }) => asList(await listVolunteers(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteers/:volunteerId',
    permission: findVolunteer.permission,
    summary: m.volunteers_api_find,
    response: volunteerInFull,
    handle: ({ actor, params }) => findVolunteer(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers',
    permission: registerVolunteer.permission,
    summary: m.volunteers_api_register,
    body: registerVolunteer.input,
    status: 201,
    response: z.object({ volunteerId: z.uuid(), number: z.string(), created: z.boolean() }),
    handle: ({ actor, body }) => registerVolunteer(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-applications',
    permission: listApplications.permission,
    summary: m.volunteers_api_applications,
    query: pagingQuery.extend({ status: applicationStatus.default('received') }),
    response: listOf(
      applicationShape.extend({
        townCode: z.string().nullable(),
        late: z.boolean(),
        /** Others that wait in the same person's name. */
        samePerson: z.int(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listApplications(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-applications/:applicationId',
    permission: findApplication.permission,
    summary: m.volunteers_api_application,
    response: applicationShape.extend({
      /** Null once it is decided: it is forgotten. */
      said: z
        .object({
          /** Masked. */
          identityNumber: z.string(),
          birthDate: z.string().nullable(),
          townCode: z.string(),
          village: z.string().nullable(),
          serviceKinds: z.array(z.string()),
          skills: z.array(
            z.object({
              skill: z.string(),
              licenceNumber: z.string().optional(),
              validUntil: z.string().optional(),
            }),
          ),
          availability: z.array(slotShape),
          guardian: z
            .object({
              name: z.string(),
              relation: z.string().nullable(),
              /** Masked. */
              phone: z.string().nullable(),
            })
            .nullable(),
        })
        .nullable(),
      /** Somebody of this identity number is in the register of people; `same`: name and telephone number agree. */
      known: z
        .object({
          volunteerId: z.uuid().nullable(),
          volunteerNumber: z.string().nullable(),
          same: z.boolean(),
        })
        .nullable(),
      /** Others that wait in the name of the same identity number, with other telephone numbers. */
      samePerson: z.array(applicationShape.pick({ id: true, name: true, phone: true, appliedAt: true })),
    }),
    handle: ({ actor, params }) => findApplication(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-applications/:applicationId/acceptance',
    permission: acceptApplication.permission,
    summary: m.volunteers_api_application_accept,
    body: acceptApplication.input.omit({ applicationId: true }),
    status: 201,
    response: z.object({
      volunteerId: z.uuid(),
      number: z.string(),
      created: z.boolean(),
      /** Others in the same person's name that this answer has settled. */
      settled: z.int(),
    }),
    handle: ({ actor, params, body }) => acceptApplication(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-applications/:applicationId/reveals',
    permission: revealApplicantPhone.permission,
    summary: m.volunteers_api_application_reveal,
    body: revealApplicantPhone.input.omit({ applicationId: true }),
    response: z.object({ phone: z.string(), guardianPhone: z.string().nullable() }),
    handle: ({ actor, params, body }) => revealApplicantPhone(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-applications/:applicationId/refusal',
    permission: declineApplication.permission,
    summary: m.volunteers_api_application_decline,
    body: declineApplication.input.omit({ applicationId: true }),
    response: z.object({ applicationId: z.uuid() }),
    handle: ({ actor, params, body }) => declineApplication(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/reveals',
    permission: revealVolunteerPhone.permission,
    summary: m.volunteers_api_reveal,
    body: revealVolunteerPhone.input.omit({ volunteerId: true }),
    response: z.object({ phone: z.string().nullable(), guardianPhone: z.string().nullable() }),
    handle: ({ actor, params, body }) => revealVolunteerPhone(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/phone',
    permission: correctVolunteerPhone.permission,
    summary: m.volunteers_api_phone,
    body: correctVolunteerPhone.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => correctVolunteerPhone(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/availability',
    permission: changeAvailability.permission,
    summary: m.volunteers_api_availability,
    body: changeAvailability.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeAvailability(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/exceptions',
    permission: addException.permission,
    summary: m.volunteers_api_exception_add,
    body: addException.input.omit({ volunteerId: true }),
    status: 201,
    response: z.object({ exceptionId: z.uuid() }),
    handle: ({ actor, params, body }) => addException(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'DELETE',
    path: '/volunteers/:volunteerId/exceptions/:exceptionId',
    permission: removeException.permission,
    summary: m.volunteers_api_exception_remove,
    response: z.object({ exceptionId: z.uuid() }),
    handle: ({ actor, params }) => removeException(actor, params),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/limits',
    permission: changeLimits.permission,
    summary: m.volunteers_api_limits,
    body: changeLimits.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeLimits(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/home',
    permission: changeHome.permission,
    summary: m.volunteers_api_home,
    body: changeHome.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeHome(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/guardian',
    permission: changeGuardian.permission,
    summary: m.volunteers_api_guardian,
    body: changeGuardian.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeGuardian(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/skills',
    permission: changeSkills.permission,
    summary: m.volunteers_api_skills,
    body: changeSkills.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeSkills(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/services',
    permission: changeServices.permission,
    summary: m.volunteers_api_services,
    body: changeServices.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeServices(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/pause',
    permission: pauseService.permission,
    summary: m.volunteers_api_pause,
    body: pauseService.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => pauseService(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/end',
    permission: endService.permission,
    summary: m.volunteers_api_end,
    body: endService.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => endService(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/return',
    permission: resumeService.permission,
    summary: m.volunteers_api_resume,
    body: resumeService.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => resumeService(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteers/:volunteerId/records',
    permission: findRecords.permission,
    summary: m.volunteers_api_records,
    response: recordsShape,
    handle: ({ actor, params }) => findRecords(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-ends',
    permission: listDue.permission,
    summary: m.volunteers_api_due,
    response: z.object({
      licences: z.array(dueShape.extend({ skill: z.string(), validUntil: z.string() })),
      insurances: z.array(dueShape.extend({ insurer: z.string(), until: z.string() })),
      agreements: z.array(dueShape.extend({ cause: z.string() })),
      late: z.array(
        dueShape.extend({
          servedOn: z.string(),
          dueOn: z.string().nullable(),
          minutes: z.int(),
          lateReason: z.string().nullable(),
        }),
      ),
    }),
    handle: ({ actor }) => listDue(actor),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-records/training',
    permission: recordTraining.permission,
    summary: m.volunteers_api_record_training,
    body: recordTraining.input,
    status: 201,
    response: recordedShape,
    handle: ({ actor, body }) => recordTraining(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-records/insurance',
    permission: recordInsurance.permission,
    summary: m.volunteers_api_record_insurance,
    body: recordInsurance.input,
    status: 201,
    response: recordedShape,
    handle: ({ actor, body }) => recordInsurance(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-records/agreement',
    permission: recordAgreement.permission,
    summary: m.volunteers_api_record_agreement,
    body: recordAgreement.input,
    status: 201,
    response: recordedShape,
    handle: ({ actor, body }) => recordAgreement(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-records/award',
    permission: recordAward.permission,
    summary: m.volunteers_api_record_award,
    body: recordAward.input,
    status: 201,
    response: recordedShape,
    handle: ({ actor, body }) => recordAward(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-records/evaluation',
    permission: recordEvaluation.permission,
    summary: m.volunteers_api_record_evaluation,
    body: recordEvaluation.input,
    status: 201,
    response: recordedShape,
    handle: ({ actor, body }) => recordEvaluation(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-records/:kind/:recordId/withdrawal',
    permission: withdrawRecord.permission,
    summary: m.volunteers_api_withdraw,
    body: withdrawRecord.input.pick({ reason: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) =>
      withdrawRecord(actor, {
        ...body,
        kind: params.kind as (typeof recordKinds)[number],
        recordId: params.recordId,
      }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-hours/:hoursId/reversal',
    permission: reverseHours.permission,
    summary: m.volunteers_api_reverse_hours,
    body: reverseHours.input.omit({ hoursId: true }),
    status: 201,
    response: z.object({ reversalId: z.uuid(), certificatesRevoked: z.array(z.string()) }),
    handle: ({ actor, params, body }) => reverseHours(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/certificates',
    permission: issueCertificate.permission,
    summary: m.volunteers_api_issue_certificate,
    body: issueCertificate.input.omit({ volunteerId: true }),
    status: 201,
    response: z.object({ certificateId: z.uuid(), number: z.string(), code: z.string() }),
    handle: ({ actor, params, body }) => issueCertificate(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-certificates/:certificateId/pdf',
    permission: findCertificate.permission,
    summary: m.volunteers_api_certificate_pdf,
    response: 'application/pdf',
    handle: async ({ actor, params }) => {
      const certificate = await findCertificate(actor, params);
      return certificate && certificatePdf(certificate, (await getTenant(actor)).demo);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-teams',
    permission: listTeams.permission,
    summary: m.volunteers_api_teams,
    response: listOf(teamShape),
    handle: async ({ actor }) => ({ items: await listTeams(actor), next: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-teams/:teamId',
    permission: findTeam.permission,
    summary: m.volunteers_api_team,
    response: teamPeopleShape,
    handle: ({ actor, params }) => findTeam(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/my/teams',
    permission: listLedTeams.permission,
    summary: m.volunteers_api_my_teams,
    response: listOf(teamPeopleShape),
    handle: async ({ actor }) => ({ items: await listLedTeams(actor), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-teams',
    permission: registerTeam.permission,
    summary: m.volunteers_api_team_register,
    body: registerTeam.input,
    status: 201,
    response: ofTeam,
    handle: ({ actor, body }) => registerTeam(actor, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteer-teams/:teamId',
    permission: changeTeam.permission,
    summary: m.volunteers_api_team_change,
    body: changeTeam.input.omit({ teamId: true }),
    response: ofTeam,
    handle: ({ actor, params, body }) => changeTeam(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-teams/:teamId/end',
    permission: endTeam.permission,
    summary: m.volunteers_api_team_end,
    body: endTeam.input.omit({ teamId: true }),
    response: ofTeam,
    handle: ({ actor, params, body }) => endTeam(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-teams/:teamId/members',
    permission: addMembers.permission,
    summary: m.volunteers_api_team_add,
    body: addMembers.input.omit({ teamId: true }),
    status: 201,
    response: addedShape,
    handle: ({ actor, params, body }) => addMembers(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-groups',
    permission: registerGroup.permission,
    summary: m.volunteers_api_group_register,
    body: registerGroup.input,
    status: 201,
    response: z.object({ teamId: z.uuid(), asked: z.int() }),
    handle: ({ actor, body }) => registerGroup(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-teams/:teamId/invitations',
    permission: listInvitations.permission,
    summary: m.volunteers_api_invitations,
    response: listOf(
      z.object({
        id: z.uuid(),
        /** Null: refused or withdrawn a while ago, and forgotten. */
        name: z.string().nullable(),
        /** Masked; null once it is answered. */
        phone: z.string().nullable(),
        /** The person responsible for the group. */
        leads: z.boolean(),
        state: z.enum(['asked', 'expired', 'agreed', 'refused', 'withdrawn']),
        askedAt: instantShape,
        expiresAt: instantShape,
        settledAt: instantShape.nullable(),
        volunteerId: z.uuid().nullable(),
        deliveries: z.array(z.object({ channel: z.string(), status: z.string() })),
      }),
    ),
    handle: async ({ actor, params }) => ({ items: await listInvitations(actor, params), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-teams/:teamId/invitations',
    permission: invitePeople.permission,
    summary: m.volunteers_api_invite,
    body: invitePeople.input.omit({ teamId: true }),
    status: 201,
    response: z.object({ asked: z.int(), known: z.int() }),
    handle: ({ actor, params, body }) => invitePeople(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-teams/:teamId/invitations/:invitationId/reminder',
    permission: remindInvited.permission,
    summary: m.volunteers_api_invitation_remind,
    response: invitedShape,
    handle: ({ actor, params }) => remindInvited(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-teams/:teamId/invitations/:invitationId/withdrawal',
    permission: withdrawInvitation.permission,
    summary: m.volunteers_api_invitation_withdraw,
    response: invitedShape,
    handle: ({ actor, params }) => withdrawInvitation(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/my/teams/:teamId/invitations',
    permission: inviteMembers.permission,
    summary: m.volunteers_api_team_invite,
    body: inviteMembers.input.omit({ teamId: true }),
    status: 201,
    response: addedShape,
    handle: ({ actor, params, body }) => inviteMembers(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'DELETE',
    path: '/volunteer-team-members/:membershipId',
    permission: removeMember.permission,
    summary: m.volunteers_api_team_remove,
    response: ofTeam,
    handle: ({ actor, params }) => removeMember(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-hours',
    permission: recordService.permission,
    summary: m.volunteers_api_record_service,
    body: recordService.input,
    status: 201,
    response: z.object({ recorded: z.int() }),
    handle: ({ actor, body }) => recordService(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-hours/elsewhere',
    permission: recordElsewhere.permission,
    summary: m.volunteers_api_record_elsewhere,
    body: recordElsewhere.input,
    status: 201,
    response: z.object({ recorded: z.int() }),
    handle: ({ actor, body }) => recordElsewhere(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-stars',
    permission: listStarRules.permission,
    summary: m.volunteers_api_stars,
    response: listOf(z.object({ from: z.string(), hours: z.array(z.int()), source: z.string() })),
    handle: async ({ actor }) => ({ items: await listStarRules(actor), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-stars',
    permission: setStars.permission,
    summary: m.volunteers_api_set_stars,
    body: setStars.input,
    status: 201,
    response: z.object({ fromDate: z.string() }),
    handle: ({ actor, body }) => setStars(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/account-link',
    permission: makeAccountLink.permission,
    summary: m.volunteers_api_account_link,
    status: 201,
    // The secret goes to the volunteer alone; answers are kept for a while.
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params }) => makeAccountLink(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/my/service',
    permission: findOwnVolunteer.permission,
    summary: m.volunteers_api_own,
    response: volunteerInFull,
    handle: ({ actor }) => findOwnVolunteer(actor),
  }),
  endpoint({
    method: 'GET',
    path: '/my/service/records',
    permission: findOwnRecords.permission,
    summary: m.volunteers_api_own_records,
    response: recordsShape,
    handle: ({ actor }) => findOwnRecords(actor),
  }),
  endpoint({
    method: 'POST',
    path: '/my/certificates',
    permission: issueOwnCertificate.permission,
    summary: m.volunteers_api_own_certificate_issue,
    body: issueOwnCertificate.input,
    status: 201,
    response: z.object({ certificateId: z.uuid(), number: z.string(), code: z.string() }),
    handle: ({ actor, body }) => issueOwnCertificate(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/my/certificates',
    permission: findOwnVolunteer.permission,
    summary: m.volunteers_api_own_certificates,
    response: listOf(certificateShape),
    handle: async ({ actor }) => ({ items: (await findOwnVolunteer(actor))?.certificates ?? [], next: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/my/certificates/:certificateId/pdf',
    permission: findOwnCertificate.permission,
    summary: m.volunteers_api_certificate_pdf,
    response: 'application/pdf',
    handle: async ({ actor, params }) => {
      const certificate = await findOwnCertificate(actor, params);
      return certificate && certificatePdf(certificate, (await getTenant(actor)).demo);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/star-wall',
    permission: listShownVolunteers.permission,
    summary: m.volunteers_api_star_wall,
    response: listOf(z.object({ name: z.string(), minutes: z.int(), stars: z.int() })),
    handle: async ({ actor }) => ({ items: await listShownVolunteers(actor), next: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/certificate-verifications/:code',
    permission: findVerifiableCertificate.permission,
    summary: m.volunteers_api_verify,
    response: z.object({
      number: z.string(),
      volunteerName: z.string(),
      volunteerNumber: z.string(),
      fromDate: z.string(),
      /** The day after the last one. */
      untilDate: z.string(),
      minutes: z.int(),
      services: z.array(
        z.object({ activity: z.string(), organiser: z.string(), times: z.int(), minutes: z.int() }),
      ),
      issuedOn: z.string(),
      /** Null: it holds. */
      revokedOn: z.string().nullable(),
    }),
    async handle({ actor, params }) {
      const found = await findVerified(normaliseCode(params.code));
      if (found?.subjectType !== 'certificate') return undefined;
      // Whoever holds the paper may ask, whichever district issued it.
      const certificate = await findVerifiableCertificate(publicActor(found.tenantId, actor.requestId), {
        certificateId: found.subjectId,
      });
      if (!certificate) return undefined;
      const { volunteerName, volunteerNumber, services } = certificate.content as CertificateContent;
      return { ...certificate, volunteerName, volunteerNumber, services: [...services] };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/my/calendar',
    permission: endOwnCalendar.permission,
    summary: m.volunteers_api_calendar_end,
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor }) => endOwnCalendar(actor, {}),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-export/:group',
    permission: beginExport.permission,
    summary: m.volunteers_api_export,
    query: beginExport.input.pick({ reason: true, format: true }),
    response: 'text/csv',
    handle: async ({ actor, params, query }) => {
      const begun = await beginExport(actor, { ...query, group: params.group as ExportGroup });
      return begun.ok ? exportFile(actor, begun.value) : begun;
    },
  }),
];
