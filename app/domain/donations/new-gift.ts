import { randomInt } from 'node:crypto';
import { newId } from '#db/new-id';
import { selectAppeal } from '#db/queries/appeals';
import {
  insertGift,
  type ReceivingEntity,
  selectPurposeByCode,
  selectReceivingEntities,
} from '#db/queries/donations';
import type { ReadScope, Scope } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { makeReference } from '../ledger/payment-reference.rules';
import { isRunning } from './appeal.rules';
import { receivingRefusal } from './qualification.rules';

type Purpose = NonNullable<Awaited<ReturnType<typeof selectPurposeByCode>>>;

/** Who receives a gift and what for. */
export interface Destination {
  readonly entity: ReceivingEntity;
  readonly purpose: Purpose;
  /** The appeal that it is given for. */
  readonly appealId?: string;
}

const purposeRefusal = (code: string): Refusal =>
  code === ''
    ? refusal('GIFT.PURPOSE_MISSING', { field: 'purpose' })
    : refusal('GIFT.PURPOSE_UNKNOWN', { field: 'purpose', params: { code } });

/**
 * Finds who is to receive a gift on a date and what for; without `entityId` the only one who may.
 * Refuses APPEAL.NOT_RUNNING, GIFT.PURPOSE_MISSING, .PURPOSE_UNKNOWN, .ENTITY_UNKNOWN, .ENTITY_MISSING (several may), .NOBODY_RECEIVES, .ENTITY_NOT_QUALIFIED, .ENTITY_LAPSED.
 */
export async function findDestination(
  scope: ReadScope,
  { appealId, ...said }: Wanted,
): Promise<Result<Destination>> {
  if (!appealId) return findPlace(scope, said);
  // Who gives for an appeal gives to its receiver for its purpose. A directed one is known to staff alone.
  const appeal = await selectAppeal(scope.tx, appealId);
  const mayKnow = appeal?.kind === 'open' || scope.actor.permissions.has('donations.confirm-money');
  if (!appeal || !mayKnow || !isRunning(appeal, said.on))
    return refuse(refusal('APPEAL.NOT_RUNNING', { field: 'appealId' }));
  const { purposeCode: purpose, entityId } = appeal;
  const place = await findPlace(scope, { purpose, entityId, on: said.on });
  return place.ok ? accept({ ...place.value, appealId }) : place;
}

interface Wanted {
  readonly purpose: string;
  readonly entityId?: string | undefined;
  readonly appealId?: string | undefined;
  readonly on: PlainDate;
}

async function findPlace(
  scope: ReadScope,
  { purpose: code, entityId, on }: Omit<Wanted, 'appealId'>,
): Promise<Result<Destination>> {
  const purpose = await selectPurposeByCode(scope.tx, code);
  const problems: Refusal[] = purpose ? [] : [purposeRefusal(code)];
  const entities = await selectReceivingEntities(scope.tx);
  const able = entities.filter((one) => receivingRefusal(one, on) === undefined);
  const entity = entityId
    ? entities.find(({ id }) => id === entityId)
    : (able.length === 1 ? able : entities.length === 1 ? entities : [])[0];
  if (!entity) problems.push(refusal(unfound(entityId, able.length), { field: 'entityId' }));
  else {
    const unable = receivingRefusal(entity, on);
    if (unable) problems.push(unable);
  }
  return purpose && entity && problems.length === 0 ? accept({ entity, purpose }) : refuse(...problems);
}

/** Why no receiver was found: a wrong one, none chosen of several, or none to choose. */
const unfound = (entityId: string | undefined, able: number) => {
  if (entityId) return 'GIFT.ENTITY_UNKNOWN';
  return able > 0 ? 'GIFT.ENTITY_MISSING' : 'GIFT.NOBODY_RECEIVES';
};

type GiftRow = Omit<
  Parameters<typeof insertGift>[1],
  'id' | 'reference' | 'createdAt' | 'entityId' | 'purposeId' | 'appealId'
> & {
  /** The id that the form gave; a new one without. */
  readonly id?: string | undefined;
};

const REFERENCES_TRIED = 20;

/**
 * Writes a gift under a fresh reference `G…`: nine random digits and a check digit, so that a mistyped
 * one is found out and nobody guesses another's.
 */
export async function addGift(
  scope: Scope,
  {
    entity,
    purpose,
    appealId,
  }: {
    readonly entity: { readonly id: string };
    readonly purpose: { readonly id: string };
    readonly appealId?: string | null;
  },
  row: GiftRow,
): Promise<{ giftId: string; reference: string }> {
  const id = row.id ?? newId();
  for (let tried = 0; tried < REFERENCES_TRIED; tried++) {
    const reference = makeReference('G', String(randomInt(1_000_000_000)).padStart(9, '0'));
    const added = await insertGift(scope.tx, {
      ...row,
      id,
      reference,
      entityId: entity.id,
      purposeId: purpose.id,
      appealId: appealId ?? null,
      createdAt: scope.now,
    });
    if (added) return { giftId: id, reference };
  }
  throw new Error('No free gift reference was found');
}
