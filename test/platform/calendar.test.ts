import fc from 'fast-check';
import ical from 'node-ical';
import { describe, expect, it } from 'vitest';
import { type CalendarEntry, writeCalendar } from '~/platform/calendar/write-calendar';

const entry: CalendarEntry = {
  uid: 'one@wellspring.example',
  sequence: 2,
  changedAt: new Date('2026-12-01T03:04:05Z'),
  startsAt: new Date('2026-12-07T01:00:00Z'),
  endsAt: new Date('2026-12-07T02:30:00Z'),
  status: 'CONFIRMED',
  summary: '志愿探访：人文关怀',
  description: '详细地址请登录查看。',
  location: '源泉镇; 照护,中心',
  url: 'https://wellspring.example/my/visits/one',
};

describe('a calendar', () => {
  it('is read back by a parser: times of the district, sequence, state, and what people wrote', () => {
    const text = writeCalendar({
      name: '我的志愿探访',
      entries: [entry, { ...entry, uid: 'two', status: 'CANCELLED' }],
    });
    const read = ical.sync.parseICS(text);
    const one = read[entry.uid];
    expect(one).toMatchObject({
      type: 'VEVENT',
      summary: entry.summary,
      location: entry.location,
      status: 'CONFIRMED',
      sequence: 2,
      url: entry.url,
    });
    if (one?.type !== 'VEVENT') throw new Error('no event');
    expect([one.start.getTime(), one.end?.getTime(), one.dtstamp?.getTime()]).toEqual([
      entry.startsAt.getTime(),
      entry.endsAt.getTime(),
      entry.changedAt.getTime(),
    ]);
    expect(one.start.tz).toBe('Asia/Shanghai');
    expect(read.two).toMatchObject({ status: 'CANCELLED' });
    expect(text).toContain(
      'BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19910915T000000\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\n',
    );
    expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20261207T090000\r\n');
  });

  it('keeps lines within 75 octets and whatever people write as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (written) => {
        // What no calendar can hold: control characters; and blanks at the ends, which parsers take off.
        const summary = `a${written.replace(/\p{Cc}/gu, '')}z`;
        const text = writeCalendar({ name: 'x', entries: [{ ...entry, summary }] });
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(text.replace(/\r\n /g, '')).toContain(
          `SUMMARY:${summary.replace(/[\\;,]/g, (sign) => `\\${sign}`)}\r\n`,
        );
      }),
    );
  });
});
