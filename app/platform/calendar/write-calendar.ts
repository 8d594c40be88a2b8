import { generateIcsCalendar } from 'ts-ics';

/** One appointment of a calendar. */
export interface CalendarEntry {
  /** The same for ever, whatever becomes of the appointment. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  readonly changedAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly summary: string;
  readonly description: string;
  readonly location?: string;
  readonly url: string;
}

const ZONE = 'Asia/Shanghai';
const OFFSET = '+0800';
const OFFSET_MS = 8 * 3_600_000;

/** The district's zone: UTC+8, without summer time since 15 September 1991. */
const timezone = {
  id: ZONE,
  props: [
    {
      type: 'STANDARD' as const,
      start: new Date(Date.UTC(1991, 8, 15) - OFFSET_MS),
      offsetFrom: OFFSET,
      offsetTo: OFFSET,
      name: 'CST',
    },
  ],
};

const local = (date: Date) => ({
  date,
  local: { date: new Date(date.getTime() + OFFSET_MS), timezone: ZONE, tzoffset: OFFSET },
});

/** A calendar as calendar programs subscribe to it: iCalendar (RFC 5545), times in the district's zone. */
export function writeCalendar({
  name,
  entries,
}: {
  name: string;
  entries: readonly CalendarEntry[];
}): string {
  const text = generateIcsCalendar({
    version: '2.0',
    prodId: '-//Wellspring//Visits//ZH',
    method: 'PUBLISH',
    name,
    timezones: [timezone],
    events: entries.map(({ startsAt, endsAt, changedAt, ...entry }) => ({
      ...entry,
      stamp: { date: changedAt },
      lastModified: { date: changedAt },
      start: local(startsAt),
      end: local(endsAt),
    })),
  });
  return text.split(/\r?\n/).map(folded).join('\r\n');
}

/** Most octets of a line (RFC 5545, 3.1). */
const LINE = 75;

/** A line in pieces of at most 75 octets, none cut within a character. */
function folded(line: string): string {
  let octets = 0;
  let result = '';
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > LINE) {
      result += '\r\n ';
      octets = 1;
    }
    result += sign;
    octets += size;
  }
  return result;
}
