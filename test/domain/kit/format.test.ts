import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import { inLocale } from '~/platform/i18n/locale.server';
import * as format from '~/ui/kit/format';

const day = plainDate('2026-11-23');
const both = (say: () => string) => [inLocale('zh-CN', say), inLocale('en', say)];

describe('how values read, in both languages', () => {
  test('dates and months', () => {
    expect(both(() => format.formatDate(day))).toEqual(['2026年11月23日', '23 Nov 2026']);
    expect(both(() => format.formatDate(plainDate('2026-01-05')))).toEqual(['2026年1月5日', '5 Jan 2026']);
    expect(both(() => format.formatDayMonth(day))).toEqual(['11月23日', '23 Nov']);
    expect(both(() => format.formatMonth('2026-02'))).toEqual(['2026年2月', 'Feb 2026']);
    expect(both(() => format.formatWeekday(day))).toEqual(['周一', 'Mon']);
    expect(both(() => format.formatWeekday(plainDate('2026-11-22')))).toEqual(['周日', 'Sun']);
  });

  test('an instant reads in the district’s time, also when that is the next day or year', () => {
    expect(both(() => format.formatInstant(new Date('2026-11-23T06:05:00Z')))).toEqual([
      '2026年11月23日 14:05',
      '23 Nov 2026, 14:05',
    ]);
    expect(both(() => format.formatInstant(new Date('2026-12-31T16:00:00Z')))).toEqual([
      '2027年1月1日 00:00',
      '1 Jan 2027, 00:00',
    ]);
  });

  test('a half-open range reads with its last day', () => {
    expect(both(() => format.formatPeriod(plainDate('2026-11-01'), plainDate('2026-12-01')))).toEqual([
      '2026年11月1日至2026年11月30日',
      '1 Nov 2026 to 30 Nov 2026',
    ]);
    expect(both(() => format.formatPeriod(day, plainDate('2026-11-24')))).toEqual([
      '2026年11月23日',
      '23 Nov 2026',
    ]);
    expect(both(() => format.formatPeriod(day, null))).toEqual(['2026年11月23日起', 'from 23 Nov 2026']);
  });

  test('money is exact to the fen, however much it is', () => {
    expect(format.formatMoney(123450n)).toBe('¥1,234.50');
    expect(format.formatMoney(0n)).toBe('¥0.00');
    expect(format.formatMoney(7n)).toBe('¥0.07');
    expect(format.formatMoney(-100005n)).toBe('-¥1,000.05');
    expect(format.formatMoney(9007199254740993_01n)).toBe('¥9,007,199,254,740,993.01');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (fen) => {
        expect(BigInt(format.formatMoney(fen).replace(/[¥,.]/g, ''))).toBe(fen);
      }),
    );
  });

  test('numbers, shares and times', () => {
    expect(format.formatNumber(1234567)).toBe('1,234,567');
    expect(format.formatNumber(-1234.5)).toBe('-1,234.5');
    expect(format.formatPercent(0.654)).toBe('65.4%');
    expect(format.formatPercent(0.65)).toBe('65%');
    expect(format.formatPercent(2 / 3, 0)).toBe('67%');
    expect(both(() => format.formatMinutes(150))).toEqual(['2小时30分钟', '2 h 30 min']);
    expect(both(() => format.formatMinutes(45))).toEqual(['45分钟', '45 min']);
    expect(both(() => format.formatMinutes(120))).toEqual(['2小时', '2 h']);
    expect(both(() => format.formatMinutes(-67))).toEqual(['-1小时7分钟', '-1 h 7 min']);
  });

  test('identity and telephone numbers stand in groups, masked ones too', () => {
    expect(format.formatIdentityNumber('37030419600101123X')).toBe('370304 19600101 123X');
    expect(format.formatIdentityNumber('370304********123X')).toBe('370304 ******** 123X');
    expect(format.formatIdentityNumber('H1234567')).toBe('H1234567');
    expect(format.formatPhone('13800001234')).toBe('138 0000 1234');
    expect(format.formatPhone('138****1234')).toBe('138 **** 1234');
    expect(format.formatPhone('0533-4180000')).toBe('0533-4180000');
  });
});
