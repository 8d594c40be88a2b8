/** A column of a spreadsheet that the product imports. */
export interface ImportColumn {
  /** Heading in the template, without blanks. */
  readonly header: string;
  /** Other headings under which it is found; the English one among them. */
  readonly aliases: readonly string[];
  /** What a refusal calls it. */
  readonly field: string;
  readonly required: boolean;
  readonly example: string;
}

/** What two headings have in common when they mean the same: neither case nor blanks, brackets or marks count. */
const essence = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]*:：/_-]/g, '');

/**
 * Finds the columns of a sheet. `renames`: heading of the sheet → heading of the template, where they differ; a heading
 * that stands in the template itself is preferred to an alias. `missing`: required columns that the sheet has not.
 */
export function matchColumns(
  headings: readonly string[],
  columns: readonly ImportColumn[],
): { readonly renames: ReadonlyMap<string, string>; readonly missing: readonly ImportColumn[] } {
  const byEssence = new Map([...headings].reverse().map((heading) => [essence(heading), heading]));
  const renames = new Map<string, string>();
  const missing: ImportColumn[] = [];
  for (const column of columns) {
    const [found] = [column.header, ...column.aliases].flatMap((name) => byEssence.get(essence(name)) ?? []);
    if (found === undefined) {
      if (column.required) missing.push(column);
    } else if (found !== column.header && !renames.has(found)) {
      renames.set(found, column.header);
    }
  }
  return { renames, missing };
}
