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

/** What is wrong with ending a right, as far as it could be read. Changes nothing. */
async function wrongOfEnd(
  { tx }: ReadScope,
  { qualificationId, lastOn }: { qualificationId?: string; lastOn?: PlainDate },
): Promise<Refusal[]> {
  const found = (await selectReceivingEntities(tx))
    .flatMap(({ qualifications }) => qualifications)
    .find(({ id }) => id === qualificationId);
  return found && lastOn ? endRefusals(found, lastOn) : [];
}

const endRefusals = (
  { validFrom, validUntil }: { readonly validFrom: PlainDate; readonly validUntil: PlainDate | null },
  lastOn: PlainDate,
): Refusal[] =>
  lastOn < validFrom || (validUntil !== null && addDays(lastOn, 1) >= validUntil)
    ? [refusal('ENTITY.ENDS_EARLIER', { field: 'lastOn' })]
    : [];

/**
 * Ends a qualification before its time, because it was revoked, cancelled or given up: `lastOn` is the last day on which it holds.
 * Published appeals that it carried end with it.
 * Refuses ENTITY.QUALIFICATION_UNKNOWN, .ENDS_EARLIER (before its first day, or no sooner than so far), .REASON_MISSING.
 */
export const endQualification = useCase({
  permission: 'donations.set-up',
  input: z.object({ qualificationId: z.uuid('ENTITY.QUALIFICATION_UNKNOWN'), lastOn: civilDate(), reason }),
  known: wrongOfEnd,
  async run(scope, { qualificationId, lastOn, reason: why }) {
    const found = await lockQualification(scope.tx, qualificationId);
    if (!found) return refuse(unknown);
    await holdReceivingEntity(scope.tx, found.organisationId);
    const wrong = endRefusals(found, lastOn);
    if (wrong.length > 0) return refuse(...wrong);
    const validUntil = addDays(lastOn, 1);
    await updateQualification(scope.tx, qualificationId, { validUntil });
    await endWithRight(scope, found.organisationId);
    scope.audit(
      donationEvent({
        kind: 'donations.qualification-ended',
        subject: { type: 'organisation', id: found.organisationId },
        data: {
          kind: found.kind,
          number: found.number,
          validUntil: lastOn,
          before: found.validUntil && addDays(found.validUntil, -1),
        },
        reason: why,
      }),
    );
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
