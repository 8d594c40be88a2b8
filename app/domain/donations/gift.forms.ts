import { z } from 'zod';
import { type Fen, parseYuan } from '../kernel/money';
import { isReference } from '../ledger/payment-reference.rules';

/**
 * An amount: text is yuan as people write it (`1,234.50`), an integer is fen as the API sends it. What cannot be
 * read comes out as zero, which `amountRefusal` refuses together with everything else that is wrong.
 */
export const amount = z
  .union([z.string().max(40), z.bigint()])
  .optional()
  .transform((given): Fen => (typeof given === 'bigint' ? given : (parseYuan(given ?? '') ?? 0n)));

/** Pieces, bags, kilograms: whole numbers of the unit. */
export const quantity = z
  .number({ error: 'GOODS.QUANTITY_FORM' })
  .int('GOODS.QUANTITY_FORM')
  .min(1, 'GOODS.QUANTITY_FORM')
  .max(1_000_000, 'GOODS.QUANTITY_FORM');

/** Who gives, as typed; `readDonor` checks it, so that all that is wrong is told at once. */
export const donorForm = z.object({
  kind: z.enum(['person', 'organisation']).optional(),
  name: z.string().max(200).default(''),
  /** 统一社会信用代码, of organisations. */
  creditCode: z.string().max(40).optional(),
  phone: z.string().max(40).optional(),
  /** Where the receipt of this gift is sent. */
  mail: z.string().max(200).optional(),
});

/** What every pledge says. */
export const pledgeFields = {
  /** Code of what the gift is for; `general` when the donor leaves it open. */
  purpose: z.string().max(40).default(''),
  /** Who receives; may stay open when there is only one. */
  entityId: z.uuid().optional(),
  /** The appeal that it answers: its receiver and purpose then count. */
  appealId: z.uuid().optional(),
  /** Not to be named in public (慈善法 Art. 82). */
  anonymous: z.boolean().default(true),
};

export const itemForm = z.object({
  name: z.string({ error: 'GOODS.NAME_MISSING' }).trim().min(1, 'GOODS.NAME_MISSING').max(80),
  /** Make and size; may be empty. */
  spec: z.string().trim().max(80).default(''),
  unit: z.string({ error: 'GOODS.UNIT_MISSING' }).trim().min(1, 'GOODS.UNIT_MISSING').max(20),
  quantity,
});

export const itemsForm = z.array(itemForm).min(1, 'GOODS.ITEMS_MISSING').max(50, 'GOODS.ITEMS_MANY');

/** A time at which goods are brought, as `listSlots` names it. */
export const slotField = z
  .string({ error: 'RECEPTION.SLOT_MISSING' })
  .regex(/^\d{4}-\d{2}-\d{2}\.[0-9a-f-]{36}$/, 'RECEPTION.SLOT_MISSING');

export const moneyPledgeForm = z.object({ ...pledgeFields, amountFen: amount });
export const goodsPledgeForm = z.object({
  ...pledgeFields,
  items: itemsForm,
  /** When they are brought; may stay open. */
  slot: slotField.optional(),
});

/** Reference of a gift, as people write it: with blanks, dashes, wide letters. */
export const giftReference = z
  .string({ error: 'GIFT.REFERENCE_FORM' })
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())
  .refine((text) => text.startsWith('G') && isReference(text), 'GIFT.REFERENCE_FORM');

/** Free words of a reason. */
export const reason = z
  .string({ error: 'GIFT.REASON_MISSING' })
  .trim()
  .min(2, 'GIFT.REASON_MISSING')
  .max(500);
