import { connect, useDatabase } from '#db/client';
import { APP_ROLE, SIGN_IN_ROLE, urlAs } from '#db/connections';
import { parseKeyRing, useKeyRing } from '#db/sealed';
import { DEMO_PASSWORD, demoUserName, seedAccess } from '#db/seed/demo/access';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants } from '#db/seed/tenants';
import { useSignInDatabase } from '#db/sign-in-database';
import type { Role } from '~/domain/access/roles';
import { DEMO_FIELD_KEYS, DEMO_SESSION_SECRET } from '~/platform/env';
import type { Site } from '../e2e/site';

/** Opens the database of a running site, with its keys, in the test's own process too, with an account per role. */
export async function joinSite(site: Site): Promise<() => Promise<void>> {
  const work = connect(urlAs(site.ownerUrl, APP_ROLE, DEMO_SESSION_SECRET), { max: 2 });
  const signIn = connect(urlAs(site.ownerUrl, SIGN_IN_ROLE, DEMO_SESSION_SECRET), { max: 2 });
  useDatabase(work);
  useSignInDatabase(signIn);
  useKeyRing(parseKeyRing(DEMO_FIELD_KEYS));
  await seedAccess(demoOf(demoTenants[0], { main: true }));
  return async () => {
    await work.close();
    await signIn.close();
  };
}

/** Cookies that a browser would send after these answers. */
export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');

/** Sends a form as a page of the site does, without following where it leads. */
export const sendForm = (
  site: Site,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) =>
  fetch(site.origin + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: { Origin: site.origin, 'Sec-Fetch-Site': 'same-origin', ...headers },
  });

/** Signs the demo account of a role in and returns its cookies. */
export async function signInAs(site: Site, role: Role): Promise<string> {
  const userName = demoUserName(role, { main: true });
  const answer = await sendForm(site, '/sign-in', { step: 'password', userName, password: DEMO_PASSWORD });
  if (answer.status !== 303)
    throw new Error(`${userName} could not sign in: ${answer.status} ${await answer.text()}`);
  return cookiesOf(answer);
}
