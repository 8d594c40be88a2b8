import { randomUUID } from 'node:crypto';
import { withApplication } from '~/application';
import { listTenants } from '~/domain/access/list-tenants';
import { systemActor } from '~/domain/access/system-actor';
import { verifyChain } from '~/domain/audit/verify-chain';
import { runCommand } from '~/platform/process-life';

/** Exit code 1 when the chain of any tenant is broken. */
await runCommand(async () =>
  withApplication(async () => {
    let broken = 0;
    for (const { id, slug } of await listTenants()) {
      const { events, brokenAt } = await verifyChain(systemActor(id, 'npm run audit:verify', randomUUID()));
      if (brokenAt !== null) broken += 1;
      console.info(
        brokenAt === null
          ? `${slug}: whole, ${events} events`
          : `${slug}: BROKEN at event ${brokenAt}, ${events} fit`,
      );
    }
    return broken === 0 ? 0 : 1;
  }),
);
