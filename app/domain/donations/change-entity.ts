import { z } from 'zod';
import {
  holdReceivingEntity,
  isReliedOn,
  lockQualification,
  selectReceivingEntities,
  updateQualification,
  updateReceivingEntity,
} from '#db/queries/donations';
import { type ReadScope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import {
  accountForm,
  constraints,
  dayAfter,
  notAdmitted,
  qualificationForm,
  qualifyEntity,
  rangeRefusals,
} from './admit-entity';
import { endWithRight } from './appeals';
import { donationEvent } from './gift.events';

const reason = z
  .string({ error: 'ENTITY.REASON_MISSING' })
  .trim()
  .min(2, 'ENTITY.REASON_MISSING')
  .max(500, 'ENTITY.REASON_MISSING');
const unknown = refusal('ENTITY.QUALIFICATION_UNKNOWN', { field: 'qualificationId' });

/**
 * Corrects where money for a receiver is paid to and who handles it, with a reason; receipts that were issued stay as they are.
 * Refuses ENTITY.NOT_ADMITTED, .ACCOUNT_HOLDER_MISSING, .ACCOUNT_BANK_MISSING, .ACCOUNT_FORM, .HANDLER_MISSING, .REASON_MISSING.
 */
export const changeEntity = useCase({
  permission: 'donations.set-up',
  input: z.object({ organisationId: z.uuid(), ...accountForm, reason }),
  async run(scope, { organisationId, reason: why, ...fields }) {
    const before = (await selectReceivingEntities(scope.tx)).find(({ id }) => id === organisationId);
    if (!before || !(await updateReceivingEntity(scope.tx, organisationId, fields)))
      return refuse(notAdmitted);
    const { accountHolder, accountBank, accountNumber, handler } = before;
    scope.audit(
      donationEvent({
        kind: 'donations.entity-changed',
        subject: { type: 'organisation', id: organisationId },
        data: { ...fields, before: { accountHolder, accountBank, accountNumber, handler } },
        reason: why,
      }),
    );
    return accept({ organisationId });
  },
});

/** The certificate that takes the place of one that ends, and the last day on which it holds. */
const successorForm = {
  newNumber: qualificationForm.number.optional(),
  newUntil: civilDate().optional(),
};

/** When a right ends, and what takes its place; a part is missing where it could not be read. */
type Ending = {
  readonly lastOn?: PlainDate | undefined;
  readonly newNumber?: string | undefined;
  readonly newUntil?: PlainDate | undefined;
};

/** What is wrong with ending a right, as far as it could be read. Changes nothing. */
async function wrongOfEnd(
  { tx }: ReadScope,
  { qualificationId, ...ending }: Ending & { readonly qualificationId?: string },
): Promise<Refusal[]> {
  const found = (await selectReceivingEntities(tx))
    .flatMap(({ qualifications }) => qualifications)
    .find(({ id }) => id === qualificationId);
  return found ? endRefusals(found, ending) : [];
}

function endRefusals(
  { validFrom, validUntil }: { readonly validFrom: PlainDate; readonly validUntil: PlainDate | null },
  { lastOn, newNumber, newUntil }: Ending,
): Refusal[] {
  const problems: Refusal[] = [];
  if (lastOn && (lastOn < validFrom || (validUntil !== null && addDays(lastOn, 1) >= validUntil)))
    problems.push(refusal('ENTITY.ENDS_EARLIER', { field: 'lastOn' }));
  if (newUntil && newNumber === undefined)
    problems.push(refusal('ENTITY.NUMBER_MISSING', { field: 'newNumber' }));
  if (newUntil && lastOn && newUntil <= lastOn)
    problems.push(refusal('ENTITY.VALIDITY_RANGE', { field: 'newUntil' }));
  return problems;
}

/**
 * Ends a qualification before its time, because it was revoked, cancelled or given up: `lastOn` is the last day on which it holds.
 * Published appeals that it carried end with it, unless another certificate takes its place: under `newNumber` the same right goes
 * on from the day after, to `newUntil` or without end.
 * Refuses ENTITY.QUALIFICATION_UNKNOWN, .ENDS_EARLIER (before its first day, or no sooner than so far), .REASON_MISSING,
 * .NUMBER_MISSING (a last day without a certificate), .VALIDITY_RANGE, .QUALIFIED_ALREADY (the right goes on already by then).
 */
export const endQualification = useCase({
  permission: 'donations.set-up',
  input: z.object({
    qualificationId: z.uuid('ENTITY.QUALIFICATION_UNKNOWN'),
    lastOn: civilDate(),
    ...successorForm,
    reason,
  }),
  constraints: {
    receiving_qualifications_once: refusal('ENTITY.QUALIFIED_ALREADY', { field: 'newUntil' }),
  },
  known: wrongOfEnd,
  async run(scope, { qualificationId, reason: why, ...ending }) {
    const found = await lockQualification(scope.tx, qualificationId);
    if (!found) return refuse(unknown);
    const { organisationId, kind, number } = found;
    await holdReceivingEntity(scope.tx, organisationId);
    const wrong = endRefusals(found, ending);
    if (wrong.length > 0) return refuse(...wrong);
    const { lastOn, newNumber, newUntil } = ending;
    const validUntil = addDays(lastOn, 1);
    await updateQualification(scope.tx, qualificationId, { validUntil });
    scope.audit(
      donationEvent({
        kind: 'donations.qualification-ended',
        subject: { type: 'organisation', id: organisationId },
        data: {
          kind,
          number,
          validUntil: lastOn,
          before: found.validUntil && addDays(found.validUntil, -1),
          ...(newNumber !== undefined && { replacedBy: newNumber }),
        },
        reason: why,
      }),
    );
    if (newNumber !== undefined) {
      const successor = { organisationId, kind, number: newNumber, validFrom: validUntil };
      const added = await qualifyEntity.within(scope, { ...successor, validUntil: newUntil });
      if (!added.ok) return added;
    }
    // Only now, so that what the new certificate carries goes on.
    await endWithRight(scope, organisationId);
    return accept({ qualificationId });
  },
});

/**
 * Corrects a qualification that was mistyped, as long as no gift that arrived and no published appeal relies on it.
 * Refuses ENTITY.QUALIFICATION_UNKNOWN, .QUALIFICATION_USED, .QUALIFIED_ALREADY, .NUMBER_MISSING, .VALIDITY_RANGE, .REASON_MISSING.
 */
export const correctQualification = useCase({
  permission: 'donations.set-up',
  input: z.object({
    qualificationId: z.uuid('ENTITY.QUALIFICATION_UNKNOWN'),
    kind: qualificationForm.kind,
    number: qualificationForm.number,
    validFrom: qualificationForm.validFrom,
    validUntil: qualificationForm.validUntil,
    reason,
  }),
  constraints,
  known: (_, said) => rangeRefusals(said),
  async run(scope, { qualificationId, reason: why, validUntil, ...said }) {
    const wrong = rangeRefusals({ ...said, validUntil });
    if (wrong.length > 0) return refuse(...wrong);
    const found = await lockQualification(scope.tx, qualificationId);
    if (!found) return refuse(unknown);
    await holdReceivingEntity(scope.tx, found.organisationId);
    if (await isReliedOn(scope.tx, found))
      return refuse(refusal('ENTITY.QUALIFICATION_USED', { field: 'qualificationId' }));
    await updateQualification(scope.tx, qualificationId, {
      ...said,
      validUntil: dayAfter(validUntil) ?? null,
    });
    const { kind, number, validFrom } = found;
    scope.audit(
      donationEvent({
        kind: 'donations.qualification-corrected',
        subject: { type: 'organisation', id: found.organisationId },
        data: {
          ...said,
          validUntil: validUntil ?? null,
          before: {
            kind,
            number,
            validFrom,
            validUntil: found.validUntil && addDays(found.validUntil, -1),
          },
        },
        reason: why,
      }),
    );
    return accept({ qualificationId });
  },
});
