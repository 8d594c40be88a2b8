import { data, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findImportKind, type ImportKind, importPermission } from '~/commands/import-kinds';
import { type FullReport, runImport } from '~/commands/run-import';
import type { Actor } from '~/domain/kernel/actor';
import { rangesOf } from '~/domain/kernel/import-report';
import { type Result, refusal, refuse } from '~/domain/kernel/refusals';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { act, notFound, page } from '~/routes/authorised.server';
import { ImportOutcome, type Outcome } from '~/ui/imports/import-outcome';
import { Checkbox, FileField, HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatEmpty } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { fileOf, keep } from './import-file.server';

/** Refused rows shown on the page; the command tells them all. */
const LINES = 500;

/** What the address names, if this person may import it. */
function kindFor(actor: Actor, name: string): ImportKind {
  const kind = findImportKind(name);
  if (!kind) throw notFound();
  if (!actor.permissions.has(importPermission(kind))) throw data(null, { status: 403 });
  return kind;
}

export const loader = page('imports.view', async ({ actor, param }) => {
  const name = param('kind');
  const kind = kindFor(actor, name);
  return { name, title: kind.title(), key: kind.key(), columns: kind.columns, result: kind.result };
});

export const action = act('imports.view', async ({ actor, param, form }) => {
  const kind = kindFor(actor, param('kind'));
  const dryRun = form.get('intent') !== 'take';
  const file = await fileOf(form);
  const result: Result<FullReport> = file
    ? await runImport(actor, kind, { ...file, dryRun, acknowledged: form.get('acknowledged') === 'on' })
    : refuse(refusal('IMPORT.FILE_MISSING', { field: 'file' }));
  if (!file || !result.ok) {
    const texts = result.ok ? [] : result.refusals.map(refusalText);
    return data(
      {
        error: { file: texts },
        initialValue: { intent: String(form.get('intent')) },
        status: 'error' as const,
      },
      { status: 422 },
    );
  }
  const columnOf = (field?: string) => kind.columns.find((column) => column.field === field)?.header ?? '';
  const { rows, accepted, unchanged, refused, rowNumbers, warnings = [] } = result.value;
  const refusedRows = new Set(refused.map(({ row }) => row));
  const outcome: Outcome = {
    fileName: file.fileName,
    dryRun,
    rows,
    accepted,
    unchanged,
    refused: refused.length,
    takenRows: rangesOf(rowNumbers.filter((row) => !refusedRows.has(row))).map(([from, until]) =>
      from === until ? String(from) : m.imports_rows_range({ from, until }),
    ),
    warnings: dryRun ? warnings.map(refusalText) : [],
    lines: refused.slice(0, LINES).map(({ row, problems }) => ({
      row,
      column: [...new Set(problems.map(({ field }) => columnOf(field)))]
        .filter(Boolean)
        .join(m.imports_between_columns()),
      message: problems.map(refusalText).join(' '),
    })),
  };
  return data({ outcome, kept: dryRun ? keep(file) : undefined });
});

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  {
    title: m.kit_page_title({ page: loaded ? m.imports_import({ what: loaded.title }) : m.imports_title() }),
  },
];

export default function Import() {
  const { name, title, key, columns, result } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const outcome = answer && 'outcome' in answer ? answer.outcome : undefined;
  const kept = answer && 'outcome' in answer ? answer.kept : undefined;
  const reply = answer && 'error' in answer ? answer : undefined;
  const ready = outcome?.dryRun && outcome.accepted > outcome.unchanged;
  return (
    <Page
      title={m.imports_import({ what: title })}
      lead={m.imports_import_lead({ key })}
      above={[{ to: '/imports', label: m.imports_title() }]}
      actions={
        outcome && !outcome.dryRun ? (
          <ButtonLink to={result}>{m.imports_see({ what: title })}</ButtonLink>
        ) : null
      }
    >
      {outcome ? <ImportOutcome outcome={outcome} /> : null}
      {ready ? (
        <Section title={m.imports_take_title()}>
          <EditForm intent="take" reply={reply} files>
            {kept ? (
              <>
                <HiddenField name="keptName" value={kept.fileName} />
                <HiddenField name="kept" value={kept.content} />
                <p>{m.imports_take_hint({ fileName: kept.fileName })}</p>
              </>
            ) : (
              <FileField
                name="file"
                label={m.imports_file()}
                hint={m.imports_choose_again()}
                accept=".csv,.xlsx"
              />
            )}
            {outcome.warnings.length > 0 ? (
              <Checkbox name="acknowledged" label={m.imports_acknowledge()} />
            ) : null}
            <SubmitButton>{m.imports_take({ count: outcome.accepted - outcome.unchanged })}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Section title={outcome ? m.imports_another() : m.imports_try_title()}>
        <EditForm intent="try" reply={reply} files>
          <FileField name="file" label={m.imports_file()} hint={m.imports_file_hint()} accept=".csv,.xlsx" />
          <SubmitButton>{m.imports_try()}</SubmitButton>
        </EditForm>
      </Section>
      <Section
        title={m.imports_columns()}
        actions={
          <>
            <a className="button" href={`/imports/${name}/template.xlsx`} download>
              {m.imports_template_xlsx()}
            </a>
            <a className="button" href={`/imports/${name}/template.csv`} download>
              {m.imports_template_csv()}
            </a>
          </>
        }
      >
        <Table
          caption={m.imports_columns()}
          rows={columns}
          rowKey={(column) => column.field}
          empty={null}
          columns={[
            { key: 'header', title: m.imports_heading(), heading: true, cell: (column) => column.header },
            {
              key: 'required',
              title: m.imports_required(),
              cell: (column) => (column.required ? m.imports_required_yes() : m.imports_required_no()),
            },
            { key: 'example', title: m.imports_example(), cell: (column) => column.example || formatEmpty() },
            {
              key: 'aliases',
              title: m.imports_aliases(),
              cell: (column) => column.aliases.join(m.imports_between_columns()) || formatEmpty(),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
