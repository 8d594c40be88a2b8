import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertApiKey, selectUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { keyEvent } from './access.events';
import { roles } from './roles';

/** Every key starts so, which lets secret scanners recognise one that leaked. */
const PREFIX = 'wsk_';
const DAY_MS = 86_400_000;
/** Characters of a key that are kept in the clear, by which people tell keys apart. */
const START_LENGTH = 10;

/** Hash by which a key is found. A key is 256 random bits, so a fast hash keeps it as well as a slow one. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/**
 * Makes an API key that may do what `role` may, with the links of `userId` if it names somebody who holds the role.
 * The key itself is in the answer and nowhere else.
 */
export const createApiKey = useCase({
  permission: 'api.create-key',
  input: z.object({
    role: z.enum(roles),
    userId: z.uuid().optional(),
    label: z.string().trim().min(1, 'ACCESS.KEY_LABEL_MISSING').max(80),
    days: z.number().int().min(1).max(366).default(90),
  }),
  async run({ tx, actor, now, audit }, { role, userId, label, days }) {
    const user = userId && (await selectUser(tx, userId));
    if (userId && !user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    if (user && !user.roles.includes(role))
      return refuse(refusal('ACCESS.KEY_USER_ROLE', { field: 'userId' }));
    const key = PREFIX + randomBytes(32).toString('base64url');
    const id = newId();
    const start = key.slice(0, START_LENGTH);
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    await insertApiKey(tx, {
      id,
      role,
      userId,
      label,
      start,
      hash: hashOfKey(key),
      createdBy: actor.userId,
      createdAt: now,
      expiresAt,
    });
    audit(keyEvent('access.key-created', id, { start, role }));
    return accept({ id, key, expiresAt });
  },
});
