import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { withApplication } from '~/application';
import { systemActor } from '~/domain/access/system-actor';
import type { RefusedRow } from '~/domain/kernel/import-report';
import type { Refusal, Result } from '~/domain/kernel/refusals';
import { inLocale } from '~/platform/i18n/locale.server';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { runCommand } from '~/platform/process-life';
import { StartProblem } from '~/platform/start-problem';
import { m } from '~/words/generated/messages';
import { chooseTenant } from './choose-tenant';
import { findImportKind, importKinds } from './import-kinds';
import { type FullReport, runImport } from './run-import';

const USAGE = `npm run import -- KIND FILE [--dry-run] [--json] [--tenant SLUG] [--lang zh-CN|en]
KIND: ${Object.keys(importKinds).join(', ')}
FILE: XLSX, or CSV in UTF-8 or GB18030`;

/** One refused row: where and by which code it failed first, and every reason in words. */
function lineOf({ row, problems }: RefusedRow) {
  const [first] = problems;
  return { row, field: first.field ?? '', code: first.code, message: problems.map(refusalText).join(' ') };
}

/** A file that could not be imported at all is told at its heading. */
const wholeFile = (refusals: readonly Refusal[]): RefusedRow => ({
  row: 1,
  problems: refusals as [Refusal, ...Refusal[]],
});

function asJson(result: Result<FullReport>): string {
  const { rows, accepted, refused } = result.ok
    ? result.value
    : { rows: 0, accepted: 0, refused: [wholeFile(result.refusals)] };
  return JSON.stringify({ rows, accepted, refused: refused.map(lineOf) });
}

function asText(result: Result<FullReport>, dryRun: boolean): string {
  if (!result.ok) return result.refusals.map(refusalText).join('\n');
  const { rows, accepted, unchanged, refused, rowNumbers } = result.value;
  const refusedBy = new Map(refused.map((one) => [one.row, lineOf(one)]));
  const lines = rowNumbers.map((row) => {
    const line = refusedBy.get(row);
    return line ? m.imports_line_refused({ ...line }) : m.imports_line_taken({ row });
  });
  const counts = { rows, accepted, unchanged, refused: refused.length };
  return [...lines, dryRun ? m.imports_summary_dry_run(counts) : m.imports_summary(counts)].join('\n');
}

async function readGivenFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (problem) {
    throw new StartProblem(`${path}: ${problem instanceof Error ? problem.message : 'unreadable'}`);
  }
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      tenant: { type: 'string' },
      lang: { type: 'string', default: 'zh-CN' },
    },
  });
  const [name = '', path] = positionals;
  const kind = findImportKind(name);
  if (!kind || !path || positionals.length > 2) throw new StartProblem(USAGE);
  const bytes = await readGivenFile(path);
  const dryRun = values['dry-run'];
  const locale = values.lang === 'en' ? 'en' : 'zh-CN';
  return withApplication(async () => {
    const tenant = await chooseTenant(values.tenant);
    const actor = systemActor(tenant.id, `npm run import -- ${name}`, randomUUID());
    // Whoever has the command at hand is told and not stopped: scripts that ran yesterday run today.
    const file = { bytes, fileName: basename(path), dryRun, acknowledged: !dryRun };
    const result = await runImport(actor, kind, file);
    const warned = (result.ok && result.value.warnings) || [];
    for (const text of inLocale(locale, () => warned.map(refusalText))) process.stderr.write(`${text}\n`);
    process.stdout.write(
      `${inLocale(locale, () => (values.json ? asJson(result) : asText(result, dryRun)))}\n`,
    );
    return result.ok ? 0 : 1;
  });
});
