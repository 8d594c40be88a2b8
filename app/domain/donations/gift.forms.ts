import { z } from 'zod';
import { type Fen, parseYuan } from '../kernel/money';

/** An amount in yuan as people type it, `1,234.50`; comes out as fen. */
export const yuan = (refusal = 'GIFT.AMOUNT_FORM') =>
  z.string({ error: refusal }).transform((text, context): Fen => {
    const fen = parseYuan(text);
    if (fen !== undefined) return fen;
    context.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  });

/** Pieces, bags, kilograms: whole numbers of the unit. */
export const quantity = z
  .number({ error: 'GOODS.QUANTITY_FORM' })
  .int('GOODS.QUANTITY_FORM')
  .min(1, 'GOODS.QUANTITY_FORM')
  .max(1_000_000, 'GOODS.QUANTITY_FORM');

/** Who gives, as typed; see `readDonor` for what is checked. */
export const donorForm = z.object({
  kind: z.enum(['person', 'organisation'], { error: 'DONOR.KIND_MISSING' }),
  name: z.string({ error: 'DONOR.NAME_MISSING' }).max(200),
  /** 统一社会信用代码, of organisations. */
  creditCode: z.string().max(40).optional(),
  phone: z.string().max(40).optional(),
});

/** What every pledge says. */
export const pledgeFields = {
  /** Code of what the gift is for; `general` when the donor leaves it open. */
  purpose: z.string({ error: 'GIFT.PURPOSE_MISSING' }).min(1, 'GIFT.PURPOSE_MISSING').max(40),
  /** Who receives; may stay open when there is only one. */
  entityId: z.uuid().optional(),
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

export const moneyPledgeForm = z.object({ ...pledgeFields, amount: yuan() });
export const goodsPledgeForm = z.object({ ...pledgeFields, items: itemsForm });

/** Free words of a reason. */
export const reason = z
  .string({ error: 'GIFT.REASON_MISSING' })
  .trim()
  .min(2, 'GIFT.REASON_MISSING')
  .max(500);
