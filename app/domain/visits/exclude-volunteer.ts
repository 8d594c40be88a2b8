import { z } from 'zod';
import { hasExclusion, insertExclusion, liftExclusion } from '#db/queries/visit-exclusions';
import { selectNeed } from '#db/queries/visit-needs';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findByNumber } from '../volunteers/find-by-number';
import { exclusionLifted, volunteerExcluded } from './visit.events';

/** For what somebody may be excluded. */
export const exclusionScopes = ['need', 'series', 'person', 'household'] as const;

const unknown = refusal('VISIT.VOLUNTEER_UNKNOWN', { field: 'volunteerNumber' });

/**
 * Sees to it that a volunteer is not sent to a need, or to anything of its series, person or household. Said of the
 * volunteer's number, as it stands in lists. Excluding twice is excluding once.
 * Refuses VISIT.NEED_UNKNOWN, .VOLUNTEER_UNKNOWN, .REASON_MISSING, .SCOPE_MISSING (the need has no series, person or household).
 */
export const excludeVolunteer = useCase({
  permission: 'visits.exclude',
  input: z.object({
    needId: z.uuid('VISIT.NEED_UNKNOWN'),
    volunteerNumber: z
      .string({ error: 'VISIT.VOLUNTEER_UNKNOWN' })
      .trim()
      .min(1, 'VISIT.VOLUNTEER_UNKNOWN')
      .max(20),
    scope: z.enum(exclusionScopes, 'VISIT.SCOPE_MISSING'),
    reason: z.string({ error: 'VISIT.REASON_MISSING' }).trim().min(1, 'VISIT.REASON_MISSING').max(200),
  }),
  known: async (scope, { volunteerNumber }) =>
    volunteerNumber && !(await findByNumber.within(scope, { number: volunteerNumber })) ? [unknown] : [],
  async run(scope, { needId, volunteerNumber, scope: extent, reason }) {
    const need = await selectNeed(scope.tx, needId);
    if (!need) return refuse(refusal('VISIT.NEED_UNKNOWN', { field: 'needId' }));
    const volunteer = await findByNumber.within(scope, { number: volunteerNumber });
    if (!volunteer) return refuse(unknown);
    const id = { need: needId, series: need.seriesId, person: need.personId, household: need.householdId }[
      extent
    ];
    if (!id) return refuse(refusal('VISIT.SCOPE_MISSING', { field: 'scope' }));
    const exclusionId = await insertExclusion(scope.tx, {
      volunteerId: volunteer.id,
      [`${extent}Id`]: id,
      reason,
      addedAt: scope.now,
      addedBy: scope.actor.name,
    });
    if (exclusionId)
      scope.audit(volunteerExcluded(needId, { volunteerId: volunteer.id, scope: extent }, reason));
    return accept({ needId, volunteerId: volunteer.id });
  },
});

/** Lets a volunteer be sent there again. Refuses VISIT.EXCLUSION_UNKNOWN; lifting twice is lifting once. */
export const liftVolunteerExclusion = useCase({
  permission: 'visits.exclude',
  input: z.object({ needId: z.uuid('VISIT.NEED_UNKNOWN'), exclusionId: z.uuid('VISIT.EXCLUSION_UNKNOWN') }),
  async run(scope, { needId, exclusionId }) {
    const lifted = await liftExclusion(scope.tx, exclusionId, {
      liftedAt: scope.now,
      liftedBy: scope.actor.name,
    });
    if (!lifted && !(await hasExclusion(scope.tx, exclusionId)))
      return refuse(refusal('VISIT.EXCLUSION_UNKNOWN', { field: 'exclusionId' }));
    if (lifted) scope.audit(exclusionLifted(needId, { volunteerId: lifted.volunteerId }));
    return accept({ needId });
  },
});
