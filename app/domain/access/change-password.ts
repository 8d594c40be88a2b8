import { z } from 'zod';
import { deleteSessions, selectPasswordHash, selectUser, updatePassword } from '#db/queries/access';
import { hashPassword, verifyPassword } from '~/platform/sign-in/passwords';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { passwordRefusals } from './password.rules';

/** Chooses one's own new password. Every other session ends; `sessionId` names the one that goes on. */
export const changePassword = useCase({
  permission: 'account',
  input: z.object({
    password: z.string(),
    newPassword: z.string(),
    repeatedPassword: z.string(),
    sessionId: z.string().optional(),
  }),
  async run({ tx, actor, audit }, { password, newPassword, repeatedPassword, sessionId }) {
    const userId = actor.userId ?? '';
    const user = await selectUser(tx, userId, { lock: true });
    const hash = await selectPasswordHash(tx, userId);
    if (!user || !hash) return refuse(refusal('ACCESS.USER_UNKNOWN'));
    if (!(await verifyPassword({ hash, password })))
      return refuse(refusal('ACCESS.PASSWORD_WRONG', { field: 'password' }));
    const refusals = passwordRefusals(newPassword, { userName: user.userName, field: 'newPassword' });
    if (newPassword !== repeatedPassword)
      refusals.push(refusal('ACCESS.PASSWORD_DIFFERS', { field: 'repeatedPassword' }));
    if (newPassword === password) refusals.push(refusal('ACCESS.PASSWORD_SAME', { field: 'newPassword' }));
    if (refusals.length > 0) return refuse(...refusals);
    await updatePassword(tx, { userId, hash: await hashPassword(newPassword), temporary: false });
    const sessionsEnded = await deleteSessions(tx, { userId, except: sessionId });
    audit(userEvent('access.password-changed', userId, { sessionsEnded }));
    return accept({ sessionsEnded });
  },
});
