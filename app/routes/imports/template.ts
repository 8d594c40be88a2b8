import { data } from '@remix-run/node';
import { findImportKind, importPermission } from '~/commands/import-kinds';
import { writeCsv, writeXlsx } from '~/platform/spreadsheet/write-spreadsheet';
import { notFound, page } from '~/routes/authorised.server';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An empty sheet with the headings of a kind, to be filled in: `/imports/applicants/template.xlsx` or `.csv`. */
export const loader = page('imports.view', async ({ actor, param }) => {
  const kind = findImportKind(param('kind'));
  const format = /^template\.(csv|xlsx)$/.exec(param('file'))?.[1];
  if (!kind || !format) throw notFound();
  if (!actor.permissions.has(importPermission(kind))) throw data(null, { status: 403 });
  const table = { headers: kind.columns.map(({ header }) => header), rows: [] };
  const bytes = format === 'csv' ? writeCsv(table) : await writeXlsx(table, kind.title());
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : XLSX,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${kind.title()}.${format}`)}`,
    },
  });
});
