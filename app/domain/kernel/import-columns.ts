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
