import { connect } from '#db/client';
import { reencryptColumn } from '#db/reencrypt';
import { sealedColumns } from '#db/sealed-columns';
import { withApplication } from '~/application';
import { listTenants } from '~/domain/access/list-tenants';
import { runCommand } from '~/platform/process-life';

/** Seals every sealed field anew under the first key of FIELD_KEYS, while the product runs. Exit code 1 when something is left. */
await runCommand(async () =>
  withApplication(async (ownerUrl) => {
    // As the owner, because the product's own role may not change rows of tables to which it only adds.
    const database = connect(ownerUrl, { max: 1 });
    let left = 0;
    try {
      for (const { id, slug } of await listTenants()) {
        for (const column of sealedColumns) {
          const { sealed, skipped } = await reencryptColumn(database, id, column);
          left += skipped;
          if (sealed + skipped > 0)
            console.info(`${slug} ${column.field}: ${sealed} sealed anew, ${skipped} left for the next run`);
        }
      }
    } finally {
      await database.close();
    }
    console.info(
      left === 0 ? 'Every field lies under the current key.' : `${left} values are left: run it again.`,
    );
    return left === 0 ? 0 : 1;
  }),
);
