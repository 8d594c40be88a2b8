import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertApiKey, selectUser, selectUserByName } from '#db/queries/access';
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
 * Makes an API key that may do what `role` may, with the links of an account that holds the role, named by its id or its user
 * name. A key of a volunteer, donor or family without one has nothing of its own. The key itself is in the answer and nowhere
 * else. Refuses ACCESS.KEY_LABEL_MISSING, .KEY_DAYS, .USER_UNKNOWN, .KEY_USER_UNKNOWN (no such user name), .KEY_USER_DISABLED, .KEY_USER_ROLE.
 */
export const createApiKey = useCase({
  permission: 'api.create-key',
  input: z.object({
    role: z.enum(roles),
    userId: z.uuid().optional(),
    userName: z.string().trim().toLowerCase().max(40, 'ACCESS.KEY_USER_UNKNOWN').optional(),
    label: z.string().trim().min(1, 'ACCESS.KEY_LABEL_MISSING').max(80),
    days: z
      .number('ACCESS.KEY_DAYS')
      .int('ACCESS.KEY_DAYS')
      .min(1, 'ACCESS.KEY_DAYS')
      .max(366, 'ACCESS.KEY_DAYS')
      .default(90),
  }),
  async run({ tx, actor, now, audit }, { role, userId: givenId, userName, label, days }) {
    const field = givenId ? 'userId' : 'userName';
    const user = givenId
      ? await selectUser(tx, givenId)
      : userName
        ? await selectUserByName(tx, userName)
        : undefined;
    if (givenId && !user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field }));
    if (userName && !user) return refuse(refusal('ACCESS.KEY_USER_UNKNOWN', { field }));
    if (user?.disabledAt) return refuse(refusal('ACCESS.KEY_USER_DISABLED', { field }));
    if (user && !user.roles.includes(role)) return refuse(refusal('ACCESS.KEY_USER_ROLE', { field }));
    const userId = user?.id;
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
