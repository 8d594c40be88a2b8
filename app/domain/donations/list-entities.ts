import { selectPurposes, selectReceivingEntities } from '#db/queries/donations';
import { read } from '../audit/use-case';
import { providersOf } from '../payments/merchants';
import { qualificationOn } from './qualification.rules';

/** Who receives gifts today and for what: what a giver has to know, so it is open to everybody. */
export const listGivingChoices = read('public', async (scope, _: Record<string, never>) => {
  const { tx, today } = scope;
  const entities = await selectReceivingEntities(tx);
  return {
    entities: entities
      .filter(({ qualifications }) => qualificationOn(qualifications, today) !== undefined)
      .map(({ id, name, nameEn, accountHolder, accountBank, accountNumber }) => ({
        id,
        name,
        nameEn,
        accountHolder,
        accountBank,
        accountNumber,
      })),
    purposes: await selectPurposes(tx),
    /** By what one can pay online here. */
    providers: (await providersOf(scope)).map(({ name }) => name),
  };
});

/** Every receiving entity with its qualifications, in force or not. */
export const listReceivingEntities = read('organisations.view', async ({ tx }, _: Record<string, never>) =>
  selectReceivingEntities(tx),
);

/** One receiving entity. Part of larger use cases. */
export const findEntity = read('donations.view', async ({ tx }, { entityId }: { entityId: string }) =>
  (await selectReceivingEntities(tx)).find(({ id }) => id === entityId),
);
