import { z } from 'zod';
import {
  replaceSkills,
  selectSkills,
  selectVolunteer,
  updateServiceKinds,
  updateStanding,
} from '#db/queries/volunteers';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { ofOwn } from './own-volunteer';
import { servicesChanged, skillsChanged, standingChanged } from './volunteer.events';
import { skillForm } from './volunteer.forms';
import { serviceKinds, skillCodes, skillProblems } from './volunteer.rules';

const volunteerId = z.uuid('VOLUNTEER.UNKNOWN');
const unknown = () => refuse(refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' }));

/**
 * States skills and licences anew, in place of what was stated before; whoever renews a licence is warned again before it
 * ends. Refuses VOLUNTEER.UNKNOWN, .SKILL_TWICE, .LICENCE_MISSING, .LICENCE_EXPIRED.
 */
export const changeSkills = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId, skills: z.array(skillForm).max(skillCodes.length).default([]) }),
  async run(scope, { volunteerId: id, skills }) {
    const problems = skillProblems(skills, scope.today);
    if (!(await selectVolunteer(scope.tx, id))) return unknown();
    if (problems.length > 0) return refuse(...problems);
    const before = await selectSkills(scope.tx, [id]);
    await replaceSkills(scope.tx, id, skills);
    scope.audit(
      skillsChanged(id, { before: before.map(({ volunteerId: _, ...skill }) => skill), after: skills }),
    );
    return accept({ volunteerId: id });
  },
});

const kinds = z.array(z.enum(serviceKinds, 'INPUT.INVALID')).min(1, 'VOLUNTEER.SERVICE_MISSING');

/** Says which services a volunteer is willing to give. Refuses VOLUNTEER.UNKNOWN, .SERVICE_MISSING. */
export const changeServices = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId, serviceKinds: kinds }),
  run: (scope, input) => setServices(scope, input.volunteerId, input.serviceKinds),
});

/** The same by the volunteer, of whose own will it is. Refuses VOLUNTEER.NOT_ONE besides. */
export const changeOwnServices = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ serviceKinds: kinds }),
  run: (scope, input) => ofOwn(scope, (id) => setServices(scope, id, input.serviceKinds)),
});

async function setServices(
  scope: Scope,
  id: string,
  after: readonly string[],
): Promise<Result<{ volunteerId: string }>> {
  const volunteer = await selectVolunteer(scope.tx, id);
  if (!volunteer) return unknown();
  await updateServiceKinds(scope.tx, id, after);
  scope.audit(servicesChanged(id, { before: volunteer.serviceKinds, after }));
  return accept({ volunteerId: id });
}

const reasonField = z.string('VOLUNTEER.REASON_MISSING').trim().min(1, 'VOLUNTEER.REASON_MISSING').max(200);

const pauseFields = {
  reason: reasonField,
  /** First day of service after the pause; none: until it is said. */
  until: civilDate('VOLUNTEER.PAUSE_DATE').optional(),
};

/** Pauses a volunteer's service: nothing is planned for them meanwhile. Refuses VOLUNTEER.UNKNOWN, .PAUSE_BACKWARD, .ENDED, .REASON_MISSING. */
export const pauseService = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId, ...pauseFields }),
  known: (scope, { until }) => pauseProblems(until, scope.today),
  run: (scope, { volunteerId: id, ...pause }) => pauseFor(scope, id, pause),
});

/** The same by the volunteer; no reason is asked of them (山东省志愿服务条例 第十七条). Refuses VOLUNTEER.NOT_ONE besides. */
export const pauseOwnService = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ ...pauseFields, reason: z.string().trim().max(200).optional() }),
  run: (scope, pause) => ofOwn(scope, (id) => pauseFor(scope, id, pause)),
});

const pauseProblems = (until: PlainDate | undefined, today: PlainDate): Refusal[] =>
  until && until <= today ? [refusal('VOLUNTEER.PAUSE_BACKWARD', { field: 'until' })] : [];

async function pauseFor(
  scope: Scope,
  id: string,
  { reason, until }: { reason?: string; until?: PlainDate },
): Promise<Result<{ volunteerId: string }>> {
  const problems = pauseProblems(until, scope.today);
  if (problems.length > 0) return refuse(...problems);
  return setStanding(scope, id, { status: 'paused', reason, pausedUntil: until });
}

/** Ends a volunteer's service; the record stays. Refuses VOLUNTEER.UNKNOWN, .ENDED, .REASON_MISSING. */
export const endService = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId, reason: reasonField }),
  run: (scope, input) => setStanding(scope, input.volunteerId, { status: 'ended', reason: input.reason }),
});

/** The same by the volunteer; no reason is asked of them. Refuses VOLUNTEER.NOT_ONE besides. */
export const endOwnService = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ reason: z.string().trim().max(200).optional() }),
  run: (scope, input) =>
    ofOwn(scope, (id) => setStanding(scope, id, { status: 'ended', reason: input.reason })),
});

/**
 * Goes on after a pause, or comes back after having left. Only the volunteer can: nobody serves against their will
 * (志愿服务条例 第二条). Refuses VOLUNTEER.NOT_ONE, .UNKNOWN.
 */
export const resumeOwnService = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({}),
  run: (scope) => ofOwn(scope, (id) => setStanding(scope, id, { status: 'active' })),
});

/** The same at the desk, where the volunteer has said so. Refuses VOLUNTEER.UNKNOWN, .OWN_WILL_MISSING. */
export const resumeService = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId, ownWill: z.literal(true, 'VOLUNTEER.OWN_WILL_MISSING') }),
  run: (scope, input) => setStanding(scope, input.volunteerId, { status: 'active' }),
});

/** Sets whether a volunteer serves, inside a larger change. Refuses VOLUNTEER.UNKNOWN, .ENDED. */
export async function setStanding(
  scope: Scope,
  id: string,
  {
    status,
    reason,
    pausedUntil,
  }: { status: 'active' | 'paused' | 'ended'; reason?: string; pausedUntil?: PlainDate },
): Promise<Result<{ volunteerId: string }>> {
  const volunteer = await selectVolunteer(scope.tx, id);
  if (!volunteer) return unknown();
  if (volunteer.status === 'ended' && status !== 'active') return refuse(refusal('VOLUNTEER.ENDED'));
  await updateStanding(scope.tx, id, {
    status,
    statusFrom: scope.today,
    statusReason: reason || null,
    pausedUntil: pausedUntil ?? null,
  });
  // What was planned for the days of the pause is given back by those who plan.
  if (status !== 'active')
    scope.publish({
      job: 'visits.free-volunteer',
      key: `${id}/${scope.now.toISOString()}`,
      payload: { volunteerId: id },
    });
  scope.audit(standingChanged(id, { before: volunteer.status, after: status, until: pausedUntil }, reason));
  return accept({ volunteerId: id });
}
