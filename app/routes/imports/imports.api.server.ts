import { z } from 'zod';
import { findImportKind } from '~/commands/import-kinds';
import { runImport } from '~/commands/run-import';
import { accept } from '~/domain/kernel/refusals';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { m } from '~/words/generated/messages';
import { endpoint } from '../api/endpoint.server';

const reportShape = z.object({
  rows: z.int(),
  accepted: z.int(),
  /** Of the accepted ones, those that were there already. */
  unchanged: z.int(),
  /** What has to be known: without `acknowledged=true` such a file is refused as a whole. */
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  /** One line per refused row, the heading being row 1: field and code of the first problem, all of them in words. */
  refused: z.array(z.object({ row: z.int(), field: z.string(), code: z.string(), message: z.string() })),
});

export const importEndpoints = [
  endpoint({
    method: 'POST',
    path: '/imports/:kind',
    // Each kind asks for its own permission on top, through its use case.
    permission: 'imports.view',
    summary: m.imports_api_import,
    query: z.object({
      dryRun: z.enum(['true', 'false']).default('false'),
      fileName: z.string().max(255).default('upload'),
      acknowledged: z.enum(['true', 'false']).default('false'),
    }),
    file: true,
    response: reportShape,
    handle: async ({ actor, params, query, upload }) => {
      const kind = findImportKind(params.kind);
      if (!kind) return undefined;
      const file = { bytes: upload?.bytes ?? new Uint8Array(), fileName: query.fileName };
      const result = await runImport(actor, kind, {
        ...file,
        dryRun: query.dryRun === 'true',
        acknowledged: query.acknowledged === 'true',
      });
      if (!result.ok) return result;
      const { rows, accepted, unchanged, refused, warnings = [] } = result.value;
      return accept({
        rows,
        accepted,
        unchanged,
        warnings: warnings.map((one) => ({ code: one.code, message: refusalText(one) })),
        refused: refused.map(({ row, problems }) => ({
          row,
          field: problems[0].field ?? '',
          code: problems[0].code,
          message: problems.map(refusalText).join(' '),
        })),
      });
    },
  }),
];
