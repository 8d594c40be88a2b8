import { z } from 'zod';
import { insertHealthEntry, lockHealthEntry } from '#db/queries/health';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { careEvent } from './care.events';
import { healthKinds, readContent, readTimes } from './health.rules';

const content = {
  /** The first day on which it holds; today unless given. */
  from: civilDate().optional(),
  /** The day from which it does not hold any more; open-ended unless given. */
  until: civilDate().optional(),
  text: z.string('CARE.TEXT_MISSING').trim().min(1, 'CARE.TEXT_MISSING').max(500, 'CARE.TEXT_LONG'),
  dose: z.string().trim().max(100, 'CARE.TEXT_LONG').optional(),
  times: z
    .array(z.string().max(200, 'CARE.TIMES_FORM'))
    .max(24, 'CARE.TIMES_FORM')
    .transform((texts, context) => {
      const times = readTimes(texts);
      if (times) return [...times];
      context.addIssue({ code: 'custom', message: 'CARE.TIMES_FORM' });
      return z.NEVER;
    })
    .optional(),
  place: z.string().trim().max(100, 'CARE.TEXT_LONG').optional(),
  phone: z.string().trim().max(40, 'CARE.TEXT_LONG').optional(),
};

/**
 * Adds an entry to somebody's health file. Refuses CARE.PERSON_UNKNOWN, .KIND_MISSING, .TEXT_MISSING, .TEXT_LONG, .TIMES_FORM,
 * .DOSE_MISSING, .UNTIL_ORDER, PERSON.PHONE_FORM.
 */
export const addHealthEntry = useCase({
  permission: 'care.record-health',
  input: z.object({
    personId: z.uuid('CARE.PERSON_UNKNOWN'),
    kind: z.enum(healthKinds, 'CARE.KIND_MISSING'),
    ...content,
  }),
  async run(scope, { personId, kind, from = scope.today, until, ...said }) {
    const read = readContent(kind, said);
    const problems = [...read.problems];
    if (!(await findPerson.within(scope, { id: personId }))) problems.push(refusal('CARE.PERSON_UNKNOWN'));
    if (until && until <= from) problems.push(refusal('CARE.UNTIL_ORDER', { field: 'until' }));
    if (problems.length > 0) return refuse(...problems);
    const entryId = await insertHealthEntry(scope.tx, {
      personId,
      kind,
      fromOn: from,
      untilOn: until ?? null,
      content: read.content,
      recordedAt: scope.now,
      recordedByName: scope.actor.name,
    });
    scope.audit(
      careEvent('health-file.added', { type: 'health-file', id: personId }, { entryId, entry: kind }),
    );
    return accept({ entryId });
  },
});

/**
 * Puts an entry right by another one of the same kind; the wrong one stays readable. Refuses CARE.ENTRY_UNKNOWN,
 * .ENTRY_CORRECTED (somebody was faster), .REASON_MISSING and what `addHealthEntry` refuses of a content.
 */
export const correctHealthEntry = useCase({
  permission: 'care.record-health',
  input: z.object({
    entryId: z.uuid('CARE.ENTRY_UNKNOWN'),
    ...content,
    reason: z.string('CARE.REASON_MISSING').trim().min(2, 'CARE.REASON_MISSING').max(300, 'CARE.TEXT_LONG'),
  }),
  async run(scope, { entryId: correctsId, from, until, ...said }) {
    const wrong = await lockHealthEntry(scope.tx, correctsId);
    if (!wrong) return refuse(refusal('CARE.ENTRY_UNKNOWN'));
    if (wrong.corrected) return refuse(refusal('CARE.ENTRY_CORRECTED'));
    const { personId, kind } = wrong;
    const { content: right, problems } = readContent(kind, said);
    const fromOn = from ?? wrong.fromOn;
    const late = until && until <= fromOn ? [refusal('CARE.UNTIL_ORDER', { field: 'until' })] : [];
    if (problems.length + late.length > 0) return refuse(...problems, ...late);
    const entryId = await insertHealthEntry(scope.tx, {
      personId,
      kind,
      fromOn,
      untilOn: until ?? null,
      content: right,
      correctsId,
      recordedAt: scope.now,
      recordedByName: scope.actor.name,
    });
    scope.audit(
      careEvent(
        'health-file.corrected',
        { type: 'health-file', id: personId },
        { entryId, correctsId, entry: kind },
      ),
    );
    return accept({ entryId });
  },
});
