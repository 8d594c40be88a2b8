import { describe, expect, it } from 'vitest';
import { importKinds } from '~/commands/import-kinds';
import { type ImportColumn, matchColumns } from '~/domain/kernel/import-columns';

const column = (header: string, aliases: string[] = [], required = true): ImportColumn => ({
  header,
  aliases,
  required,
  field: header,
  example: '',
});

describe('the columns of a sheet', () => {
  const columns = [
    column('身份证号', ['公民身份号码', 'Identity number']),
    column('镇街', ['镇(街道)']),
    column('备注', [], false),
  ];

  it('are found under their aliases, whatever case, blanks and brackets', () => {
    const { renames, missing } = matchColumns(['IDENTITY_NUMBER', '镇街', '序号'], columns);
    expect([...renames]).toEqual([['IDENTITY_NUMBER', '身份证号']]);
    expect(missing).toEqual([]);
    expect([...matchColumns(['公民身份号码', '镇（街道）'], columns).renames]).toEqual([
      ['公民身份号码', '身份证号'],
      ['镇（街道）', '镇街'],
    ]);
  });

  it('are taken by their own heading before an alias', () => {
    expect([...matchColumns(['公民身份号码', '身份证号', '镇街'], columns).renames]).toEqual([]);
  });

  it('are missed when they are required, all of them at once', () => {
    expect(matchColumns(['备注'], columns).missing.map(({ header }) => header)).toEqual(['身份证号', '镇街']);
  });
});

describe('every template', () => {
  it.each(Object.entries(importKinds))(
    '%s finds each of its columns by heading and alias, and only once',
    (_, kind) => {
      const columns: readonly ImportColumn[] = kind.columns;
      const headers = columns.map(({ header }) => header);
      expect(new Set(headers).size).toBe(headers.length);
      expect(matchColumns(headers, columns)).toEqual({ renames: new Map(), missing: [] });
      for (const one of columns) {
        for (const alias of one.aliases) {
          const { renames } = matchColumns([alias], columns);
          expect(renames.get(alias), `${alias} for ${one.header}`).toBe(one.header);
        }
      }
    },
  );
});
