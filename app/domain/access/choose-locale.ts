import { z } from 'zod';
import { updateUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';

/** Chooses the language in which the product speaks to oneself on every device. */
export const chooseLocale = useCase({
  permission: 'account',
  input: z.object({ locale: z.enum(['zh-CN', 'en']) }),
  async run({ tx, actor }, { locale }) {
    if (actor.userId) await updateUser(tx, actor.userId, { locale });
    return accept({ locale });
  },
});
