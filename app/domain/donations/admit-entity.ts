import { z } from 'zod';
import { insertQualification, insertReceivingEntity, selectReceivingEntities } from '#db/queries/donations';
import { type ReadScope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { findOrganisation } from '../organisations/list-organisations';
import { donationEvent } from './gift.events';

/** What a qualification says. */
export const qualificationForm = {
  organisationId: z.uuid(),
  kind: z.enum(['bureau', 'public_institution', 'charity', 'public_fundraising']),
  /** Number of the certificate or of the decision. */
  number: z.string({ error: 'ENTITY.NUMBER_MISSING' }).trim().min(1, 'ENTITY.NUMBER_MISSING').max(60),
  validFrom: civilDate(),
  /** Last day on which it holds, as certificates say it; open when it has no end. */
  validUntil: civilDate().optional(),
};

/** Where money is paid to, and whom receipts name as handler. */
export const accountForm = {
  accountHolder: z.string().trim().min(1, 'ENTITY.ACCOUNT_HOLDER_MISSING').max(100),
  accountBank: z.string().trim().min(1, 'ENTITY.ACCOUNT_BANK_MISSING').max(100),
  accountNumber: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6,30}$/, 'ENTITY.ACCOUNT_FORM')),
  handler: z.string({ error: 'ENTITY.HANDLER_MISSING' }).trim().min(1, 'ENTITY.HANDLER_MISSING').max(60),
};

const rangeRefusal = refusal('ENTITY.VALIDITY_RANGE', { field: 'validUntil' });

/** What is wrong with days of a qualification: ENTITY.VALIDITY_RANGE. */
export const rangeRefusals = (said: {
  validFrom?: PlainDate;
  validUntil?: PlainDate | undefined;
}): Refusal[] =>
  said.validFrom && said.validUntil && said.validUntil < said.validFrom ? [rangeRefusal] : [];
/** Days of a qualification are kept as a half-open range. */
export const dayAfter = (last: PlainDate | undefined) => last && addDays(last, 1);

const unknown = refusal('ENTITY.ORGANISATION_UNKNOWN', { field: 'organisationId' });
const taken = refusal('ENTITY.PREFIX_TAKEN', { field: 'receiptPrefix' });
export const notAdmitted = refusal('ENTITY.NOT_ADMITTED', { field: 'organisationId' });
/** What the database answers to a qualification that does not go with those there are. */
export const constraints = {
  receiving_entities_organisation_fk: unknown,
  receiving_entities_prefix_unique: taken,
  receiving_qualifications_once: refusal('ENTITY.QUALIFIED_ALREADY', { field: 'validFrom' }),
  receiving_qualifications_range: rangeRefusal,
  receiving_qualifications_entity_fk: notAdmitted,
};

/** What is wrong with who is to receive, as far as it could be read. Changes nothing. */
async function admitRefusals(
  scope: ReadScope,
  said: {
    organisationId?: string;
    receiptPrefix?: string;
    validFrom?: PlainDate;
    validUntil?: PlainDate | undefined;
  },
): Promise<Refusal[]> {
  const { organisationId, receiptPrefix } = said;
  const problems: Refusal[] = [];
  if (organisationId && !(await findOrganisation.within(scope, { id: organisationId })))
    problems.push(unknown);
  const others = (await selectReceivingEntities(scope.tx)).filter(({ id }) => id !== organisationId);
  if (others.some((one) => one.receiptPrefix === receiptPrefix)) problems.push(taken);
  return [...problems, ...rangeRefusals(said)];
}

/** What is wrong with a further qualification, as far as it could be read. Changes nothing. */
async function qualifyRefusals(
  { tx }: ReadScope,
  said: { organisationId?: string; validFrom?: PlainDate; validUntil?: PlainDate | undefined },
): Promise<Refusal[]> {
  const { organisationId } = said;
  const admitted = (await selectReceivingEntities(tx)).some(({ id }) => id === organisationId);
  return [...(organisationId && !admitted ? [notAdmitted] : []), ...rangeRefusals(said)];
}

/**
 * Lets an organisation receive gifts here: its account, the letters before its receipt numbers, and by what right
 * (财综〔2024〕1号 Art. 7). One that is admitted already is left as it is.
 * Refuses ENTITY.ORGANISATION_UNKNOWN, .PREFIX_FORM, .PREFIX_TAKEN, .ACCOUNT_FORM, .VALIDITY_RANGE; all that is wrong at once.
 */
export const admitEntity = useCase({
  permission: 'donations.set-up',
  input: z.object({
    ...qualificationForm,
    ...accountForm,
    receiptPrefix: z
      .string()
      .trim()
      .regex(/^[A-Z]{2,6}$/, 'ENTITY.PREFIX_FORM'),
  }),
  constraints,
  known: admitRefusals,
  async run(scope, { kind, number, validFrom, validUntil, ...entity }) {
    const wrong = await admitRefusals(scope, { ...entity, validFrom, validUntil });
    if (wrong.length > 0) return refuse(...wrong);
    const { tx, audit } = scope;
    const { organisationId } = entity;
    const admitted = await insertReceivingEntity(tx, entity);
    if (admitted) {
      await insertQualification(tx, {
        organisationId,
        kind,
        number,
        validFrom,
        validUntil: dayAfter(validUntil),
      });
      const subject = { type: 'organisation', id: organisationId } as const;
      audit(
        donationEvent({
          kind: 'donations.entity-admitted',
          subject,
          data: { kind, number, validFrom, validUntil: validUntil ?? null },
        }),
      );
    }
    return accept({ organisationId, admitted });
  },
});

/** Adds a further qualification, such as a renewed one. Refuses ENTITY.NOT_ADMITTED, .QUALIFIED_ALREADY, .VALIDITY_RANGE. */
export const qualifyEntity = useCase({
  permission: 'donations.set-up',
  input: z.object(qualificationForm),
  constraints,
  known: qualifyRefusals,
  async run(scope, { validUntil, ...qualification }) {
    const wrong = await qualifyRefusals(scope, { ...qualification, validUntil });
    if (wrong.length > 0) return refuse(...wrong);
    const { tx, audit } = scope;
    await insertQualification(tx, { ...qualification, validUntil: dayAfter(validUntil) });
    const { organisationId, ...data } = { ...qualification, validUntil: validUntil ?? null };
    audit(
      donationEvent({
        kind: 'donations.entity-qualified',
        subject: { type: 'organisation', id: organisationId },
        data,
      }),
    );
    return accept({ organisationId });
  },
});
