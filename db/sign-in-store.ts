import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { accounts, sessions, twoFactors, users, verifications } from './schema/access';
import { signInDatabase } from './sign-in-database';

/** Where better-auth keeps users, sessions and second factors. */
export const signInStore = () =>
  drizzleAdapter(signInDatabase().db, {
    provider: 'pg',
    schema: {
      user: users,
      session: sessions,
      account: accounts,
      verification: verifications,
      twoFactor: twoFactors,
    },
    transaction: true,
  });
