import { selectReceivingEntities } from '#db/queries/donations';
import type { ReadScope } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { receivingRefusal } from './qualification.rules';

/** The receiver of a gift, and why it may not receive on a day, if so: GIFT.ENTITY_NOT_QUALIFIED or GIFT.ENTITY_LAPSED. */
export async function receiverOf({ tx }: ReadScope, gift: { readonly entityId: string }, on: PlainDate) {
  const entity = (await selectReceivingEntities(tx)).find(({ id }) => id === gift.entityId);
  if (!entity) throw new Error('A gift without its receiver');
  return { handler: entity.handler, unable: receivingRefusal(entity, on) };
}
