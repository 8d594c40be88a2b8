import { z } from 'zod';
import { insertQualification, insertReceivingEntity } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { donationEvent } from './gift.events';

const qualificationForm = {
  organisationId: z.uuid(),
  kind: z.enum(['bureau', 'public_institution', 'charity', 'public_fundraising']),
  /** Number of the certificate or of the decision. */
  number: z.string({ error: 'ENTITY.NUMBER_MISSING' }).trim().min(1, 'ENTITY.NUMBER_MISSING').max(60),
  validFrom: civilDate(),
  /** First day on which it no longer holds; open when it has no end. */
  validUntil: civilDate().optional(),
};

const rangeRefusal = refusal('ENTITY.VALIDITY_RANGE', { field: 'validUntil' });
const constraints = {
  receiving_entities_organisation_fk: refusal('ENTITY.ORGANISATION_UNKNOWN', { field: 'organisationId' }),
  receiving_entities_prefix_unique: refusal('ENTITY.PREFIX_TAKEN', { field: 'receiptPrefix' }),
  receiving_qualifications_once: refusal('ENTITY.QUALIFIED_ALREADY', { field: 'validFrom' }),
  receiving_qualifications_range: rangeRefusal,
  receiving_qualifications_entity_fk: refusal('ENTITY.NOT_ADMITTED', { field: 'organisationId' }),
};

/**
 * Lets an organisation receive gifts here: its account, the letters before its receipt numbers, and by what right
 * (财综〔2024〕1号 Art. 7). One that is admitted already is left as it is.
 * Refuses ENTITY.ORGANISATION_UNKNOWN, .PREFIX_FORM, .PREFIX_TAKEN, .ACCOUNT_FORM, .VALIDITY_RANGE.
 */
export const admitEntity = useCase({
  permission: 'donations.set-up',
  input: z.object({
    ...qualificationForm,
    accountHolder: z.string().trim().min(1, 'ENTITY.ACCOUNT_HOLDER_MISSING').max(100),
    accountBank: z.string().trim().min(1, 'ENTITY.ACCOUNT_BANK_MISSING').max(100),
    accountNumber: z
      .string()
      .transform((text) => text.replace(/[\s-]/g, ''))
      .pipe(z.string().regex(/^\d{6,30}$/, 'ENTITY.ACCOUNT_FORM')),
    receiptPrefix: z
      .string()
      .trim()
      .regex(/^[A-Z]{2,6}$/, 'ENTITY.PREFIX_FORM'),
    handler: z.string({ error: 'ENTITY.HANDLER_MISSING' }).trim().min(1, 'ENTITY.HANDLER_MISSING').max(60),
  }),
  constraints,
  async run({ tx, audit }, { kind, number, validFrom, validUntil, ...entity }) {
    if (validUntil && validUntil <= validFrom) return refuse(rangeRefusal);
    const { organisationId } = entity;
    const admitted = await insertReceivingEntity(tx, entity);
    if (admitted) {
      await insertQualification(tx, { organisationId, kind, number, validFrom, validUntil });
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
  async run({ tx, audit }, { validUntil, ...qualification }) {
    if (validUntil && validUntil <= qualification.validFrom) return refuse(rangeRefusal);
    await insertQualification(tx, { ...qualification, validUntil });
    const { organisationId, ...data } = qualification;
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
