import { randomInt, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { newId } from '#db/new-id';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { insertTenants } from '#db/seed/tenants';
import { withApplication } from '~/application';
import { userNameInput } from '~/domain/access/access.forms';
import { createUser } from '~/domain/access/create-user';
import { findHolder } from '~/domain/access/find-holder';
import { listTenants } from '~/domain/access/list-tenants';
import { systemActor } from '~/domain/access/system-actor';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { runCommand } from '~/platform/process-life';
import { StartProblem } from '~/platform/start-problem';

const COMMAND = 'npm run tenant:add';
const USAGE = `${COMMAND} -- --slug SLUG --name NAME --name-en NAME --region CODE [--admin USER]
SLUG: 2 to 40 small Latin letters, digits or hyphens, by which commands know the tenant
CODE: 6 digits of the district (GB/T 2260)
USER: user name of the first administrator, "admin" unless given`;

const asked = z.object({
  slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string().trim().min(1),
  'name-en': z.string().trim().min(1),
  region: z.string().regex(/^\d{6}$/),
  admin: userNameInput.default('admin'),
});

/** Letters and digits that are not mistaken for each other when read over the telephone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Sixteen letters in groups of four: 79 bits. */
const firstPassword = (): string =>
  Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      slug: { type: 'string' },
      name: { type: 'string' },
      'name-en': { type: 'string' },
      region: { type: 'string' },
      admin: { type: 'string' },
    },
  });
  const { data } = asked.safeParse(values);
  if (!data) throw new StartProblem(USAGE);
  await withApplication(async (ownerUrl) => {
    // A run that was interrupted is finished by the next one: what is there already stays.
    const known = (await listTenants()).find(({ slug }) => slug === data.slug);
    const id = known?.id ?? newId();
    if (!known) {
      const { slug, name, 'name-en': nameEn, region: regionCode } = data;
      await insertTenants(ownerUrl, [{ id, slug, name, nameEn, regionCode, demo: false }]);
    }
    await refreshReference();
    const actor = systemActor(id, COMMAND, randomUUID());
    if (await findHolder(actor, { role: 'admin' }))
      throw new StartProblem(`The tenant "${data.slug}" is there already and has an administrator.`);
    const password = firstPassword();
    const made = await createUser(actor, {
      userName: data.admin,
      name: data.admin,
      roles: ['admin'],
      password,
    });
    if (!made.ok) throw new StartProblem(made.refusals.map(refusalText).join('\n'));
    console.info(`Tenant "${data.slug}" is ready. Its first administrator signs in as ${data.admin} with

  ${password}

and chooses another password then.`);
  });
});
