import { createHmac } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { newId } from '#db/new-id';
import { signInStore } from '#db/sign-in-store';
import { env } from '../env';
import { processWide } from '../process-wide';

const HOUR_S = 3_600;

/** Header in which the address of the client is handed to better-auth; set by us, never taken from the request. */
export const ADDRESS_HEADER = 'x-client-address';

function makeAuth() {
  const { appOrigin, sessionSecret } = env();
  return betterAuth({
    baseURL: appOrigin,
    basePath: '/sign-in',
    secret: createHmac('sha256', sessionSecret).update('sign-in').digest('hex'),
    database: signInStore(),
    // Accounts are made by the administrator of a tenant, never by whoever comes along.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    // A month on a telephone that was asked to remember; a day otherwise, which better-auth fixes.
    session: { expiresIn: 30 * 24 * HOUR_S, disableSessionRefresh: true, cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix: 'wellspring',
      useSecureCookies: appOrigin.startsWith('https:'),
      database: { generateId: newId },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    // Attempts are counted by the product, per user name and address, over all web processes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [
      username({
        displayUsername: false,
        minUsernameLength: 1,
        maxUsernameLength: 200,
        usernameValidator: () => true,
      }),
      twoFactor({
        backupCodeOptions: { amount: 10 },
        accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 },
      }),
    ],
  });
}

/** better-auth of this process: passwords, sessions and second factors. */
export const auth = (): ReturnType<typeof makeAuth> => processWide('auth', makeAuth);
