import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { withApplication } from '~/application';
import { createApiKey } from '~/domain/access/create-api-key';
import { findHolder } from '~/domain/access/find-holder';
import { type Role, roles } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { runCommand } from '~/platform/process-life';
import { StartProblem } from '~/platform/start-problem';
import { chooseTenant } from './choose-tenant';

const USAGE = `npm run apikey -- --role ROLE [--tenant SLUG] [--days 90] [--label TEXT]
ROLE: ${roles.join(', ')}`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      tenant: { type: 'string' },
      days: { type: 'string', default: '90' },
      label: { type: 'string', default: 'npm run apikey' },
    },
  });
  const role = roles.find((one: Role) => one === values.role);
  if (!role) throw new StartProblem(USAGE);
  await withApplication(async () => {
    const { id: tenantId } = await chooseTenant(values.tenant);
    const actor = systemActor(tenantId, 'npm run apikey', randomUUID());
    // The demo tenant comes first and each role's account is named after it, so the key acts for that account.
    const userId = await findHolder(actor, { role });
    const made = await createApiKey(actor, { role, userId, label: values.label, days: Number(values.days) });
    if (!made.ok) throw new StartProblem(made.refusals.map(refusalText).join('\n'));
    process.stdout.write(`${made.value.key}\n`);
  });
});
