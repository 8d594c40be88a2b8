import type { InvoiceCursor } from '#db/queries/invoices';

/** Where a list of bills goes on, as text. */
export const cursorOf = ({ year, serial }: InvoiceCursor): string => `${year}-${serial}`;

/** The same read back; undefined for what is none. */
export function readCursor(text: string | undefined): InvoiceCursor | undefined {
  const [, year, serial] = /^(\d{4})-(\d{1,6})$/.exec(text ?? '') ?? [];
  return year && serial ? { year: Number(year), serial: Number(serial) } : undefined;
}
