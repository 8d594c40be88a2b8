import { beginExport, type ExportGroup } from '~/domain/volunteers/export-records';
import { notFound, page } from '~/routes/authorised.server';
import { exportFile } from './export-file.server';

/** `basic.csv?reason=…`: a group of records as a file. Who takes it and why is written down first. */
export const loader = page('volunteers.export', async ({ actor, param, url }) => {
  const [, group, format] = /^([a-z]+)\.(csv|xlsx)$/.exec(param('file')) ?? [];
  const begun = await beginExport(actor, {
    group: group as ExportGroup,
    format: format as 'csv' | 'xlsx',
    reason: url.searchParams.get('reason') ?? '',
  });
  if (!begun.ok) throw notFound();
  return exportFile(actor, begun.value);
});
