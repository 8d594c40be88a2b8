import { type PlainDate, parsePlainDate } from './plain-date';

const FORMS = [
  // 1950-1-2, 1950/1/2, 1950.1.2, 1950年1月2日 (or 号), each with or without a time behind it
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号.]?(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2})?)?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** A civil date as people write it in a spreadsheet. Undefined when it is none, or a day the calendar does not have. */
export function parseWrittenDate(text: string): PlainDate | undefined {
  const plain = text.normalize('NFKC').trim();
  for (const form of FORMS) {
    const [, year = '', month = '', day = ''] = form.exec(plain) ?? [];
    if (year) return parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  }
  return undefined;
}
