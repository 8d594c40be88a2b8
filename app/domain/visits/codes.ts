import { z } from 'zod';
import { selectOwnAssignments } from '#db/queries/visit-assignments';
import {
  nextCodeVersion,
  readCodeVersion,
  readVisitSettings,
  saveVisitSettings,
  selectPlacesBetween,
} from '#db/queries/visit-attendance';
import { selectNeed } from '#db/queries/visit-needs';
import { read, useCase } from '../audit/use-case';
import { addDays, startOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { codeSubject, paperCode, placeSubject, readCode, screenCode } from './check-in-code';
import { codePrinted, settingsChanged } from './visit.events';
import { checkInTiming } from './visit.rules';

/** Places of today's visits at which a screen may stand. */
export const listCodePlaces = read('visits.show-code', ({ tx, today }, _: Record<string, never> = {}) =>
  selectPlacesBetween(tx, startOf(today), startOf(addDays(today, 1))),
);

/** The code that a screen of a place shows at this moment. */
export const findScreenCode = read(
  'visits.show-code',
  async ({ actor, now }, place: { townCode: string; place: string }) =>
    screenCode({ tenantId: actor.tenantId, subject: placeSubject(place) }, now),
);

/** The printed code at the door of whom a need is for; null when none was printed, undefined when the need is for a place. */
export const findPaperCode = read(
  'visits.show-code',
  async ({ tx, actor }, { needId }: { needId: string }) => {
    const need = await selectNeed(tx, needId);
    if (!need?.personId && !need?.householdId) return undefined;
    const subject = codeSubject(need);
    const version = await readCodeVersion(tx, subject);
    return version === undefined ? null : paperCode({ tenantId: actor.tenantId, subject }, version);
  },
);

/** Prints a code for the door of whom a need is for; codes printed before hold no longer. Refuses VISIT.NEED_UNKNOWN, .CODE_OF_PLACE. */
export const printCode = useCase({
  permission: 'visits.show-code',
  input: z.object({ needId: z.uuid('VISIT.NEED_UNKNOWN') }),
  async run(scope, { needId }) {
    const need = await selectNeed(scope.tx, needId);
    if (!need) return refuse(refusal('VISIT.NEED_UNKNOWN', { field: 'needId' }));
    if (!need.personId && !need.householdId) return refuse(refusal('VISIT.CODE_OF_PLACE'));
    const version = await nextCodeVersion(scope.tx, {
      subject: codeSubject(need),
      issuedAt: scope.now,
      issuedBy: scope.actor.name,
    });
    scope.audit(codePrinted(needId, { version }));
    return accept({ needId });
  },
});

/** The acting volunteer's assignment at which a code proves them to be now; undefined when there is none. */
export const findAssignmentOfCode = read(
  'visits.view-own',
  async ({ tx, actor, now }, { code }: { code: string }) => {
    if (!actor.volunteerId) return undefined;
    const own = await selectOwnAssignments(tx, actor.volunteerId, new Date(now.getTime() - 86_400_000), 50);
    for (const one of own) {
      const expected =
        one.status === 'accepted' ? checkInTiming(one, now) === 'now' : one.status === 'checked_in';
      if (!expected) continue;
      const subject = codeSubject({ ...one, personId: one.needPersonId });
      const version = await readCodeVersion(tx, subject);
      if (readCode(code, { tenantId: actor.tenantId, subject }, { now, version })) return one.assignmentId;
    }
    return undefined;
  },
);

/** How near is near, and after how many minutes somebody is late. */
export const findVisitSettings = read('visits.view', ({ tx }, _: Record<string, never> = {}) =>
  readVisitSettings(tx),
);

/** Changes them. Refuses VISIT.METRES_RANGE, .LATE_RANGE. */
export const changeVisitSettings = useCase({
  permission: 'visits.publish',
  input: z.object({
    checkInMetres: z
      .number('VISIT.METRES_RANGE')
      .int()
      .min(50, 'VISIT.METRES_RANGE')
      .max(2_000, 'VISIT.METRES_RANGE'),
    lateMinutes: z.number('VISIT.LATE_RANGE').int().min(5, 'VISIT.LATE_RANGE').max(60, 'VISIT.LATE_RANGE'),
  }),
  async run(scope, settings) {
    const before = await readVisitSettings(scope.tx);
    await saveVisitSettings(scope.tx, { ...settings, changedAt: scope.now, changedBy: scope.actor.name });
    scope.audit(settingsChanged(scope.actor.tenantId, { before, after: settings }));
    return accept(settings);
  },
});
