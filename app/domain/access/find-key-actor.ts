import { countApiRequest, selectApiKey } from '#db/queries/access';
import { signInDatabase } from '#db/sign-in-database';
import type { Actor } from '../kernel/actor';
import { hashOfKey } from './create-api-key';
import { permissionsOf } from './permissions';
import type { Role } from './roles';

/** Requests one key may send in a minute. */
export const REQUESTS_PER_MINUTE = 600;

export interface KeyActor {
  readonly actor: Actor;
  readonly keyId: string;
  /** Whole seconds until the key may ask again; absent while it may. */
  readonly waitSeconds?: number;
}

/** The actor behind an API key, or undefined when it is unknown, revoked or expired. Counts the request. */
export async function findKeyActor(
  key: string,
  { requestId, now }: { requestId: string; now: Date },
): Promise<KeyActor | undefined> {
  const { db } = signInDatabase();
  const found = await selectApiKey(db, hashOfKey(key), now);
  if (!found) return undefined;
  const roles = [found.role as Role];
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const requests = await countApiRequest(db, { tenantId: found.tenantId, keyId: found.id, minute });
  const wait = Math.ceil((minute.getTime() + 60_000 - now.getTime()) / 1_000);
  return {
    actor: {
      tenantId: found.tenantId,
      userId: found.userId,
      // The account that it acts for: the name stands in the books and on receipts as the handler.
      name: found.userName ?? found.label,
      ...(found.userName ? { keyLabel: found.label } : { keyMaker: found.createdBy }),
      roles,
      permissions: permissionsOf(roles),
      requestId,
      townCode: found.townCode ?? undefined,
      personId: found.personId ?? undefined,
      volunteerId: found.volunteerId ?? undefined,
      donorId: found.donorId ?? undefined,
    },
    keyId: found.id,
    waitSeconds: requests > REQUESTS_PER_MINUTE ? wait : undefined,
  };
}
