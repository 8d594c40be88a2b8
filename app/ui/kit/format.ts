import type { Fen } from '~/domain/kernel/money';
import { addDays, dateOf, type PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';

/**
 * How values read, in the language of the request. Written out by hand and not by Intl, so that server,
 * old browsers and paper show the very same characters.
 */

/** No value: a dash in tables and lists. */
export const formatEmpty = (): string => m.kit_empty_value();

const monthName = (date: string): string =>
  m.kit_month_names().split(' ')[Number(date.slice(5, 7)) - 1] ?? '';
const dayOf = (date: string): string => String(Number(date.slice(8, 10)));

/** 2026年11月23日 · 23 Nov 2026 */
export const formatDate = (date: PlainDate): string =>
  m.kit_date({ year: date.slice(0, 4), month: monthName(date), day: dayOf(date) });

/** 11月23日 · 23 Nov */
export const formatDayMonth = (date: PlainDate): string =>
  m.kit_day_month({ month: monthName(date), day: dayOf(date) });

/** 2026年11月 · Nov 2026, of any date in the month or of `YYYY-MM`. */
export const formatMonth = (month: string): string =>
  m.kit_month({ year: month.slice(0, 4), month: monthName(month) });

/** 周一 · Mon */
export const formatWeekday = (date: PlainDate): string =>
  m.kit_weekday_names().split(' ')[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';

/** 14:05 in Asia/Shanghai. */
export const formatTime = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

/** 2026年11月23日 14:05 · 23 Nov 2026, 14:05, in Asia/Shanghai. */
export const formatInstant = (instant: Date): string =>
  m.kit_instant({ date: formatDate(dateOf(instant)), time: formatTime(instant) });

/** A half-open range as people say it, with its last day: 2026年11月1日至2026年11月30日; 2026年11月1日起 when open-ended. */
export function formatPeriod(from: PlainDate, until: PlainDate | null): string {
  if (until === null) return m.kit_period_open({ from: formatDate(from) });
  const last = addDays(until, -1);
  return last <= from ? formatDate(from) : m.kit_period({ from: formatDate(from), last: formatDate(last) });
}

/** 1,234,567 */
export const formatNumber = (value: number | bigint): string =>
  String(value).replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** ¥1,234.50 of integer fen. */
export function formatMoney(fen: Fen): string {
  const absolute = fen < 0n ? -fen : fen;
  return `${fen < 0n ? '-' : ''}¥${formatNumber(absolute / 100n)}.${String(absolute % 100n).padStart(2, '0')}`;
}

/** A difference in fen, always with its sign. */
export const formatDifference = (fen: Fen): string => (fen > 0n ? `+${formatMoney(fen)}` : formatMoney(fen));

/** 65.4% of a ratio (0.654), with at most `digits` decimals. */
export const formatPercent = (ratio: number, digits = 1): string =>
  `${Number((ratio * 100).toFixed(digits))}%`;

/** 2小时30分钟 · 2 h 30 min */
export function formatMinutes(minutes: number): string {
  if (minutes < 0) return `-${formatMinutes(-minutes)}`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return m.kit_minutes({ minutes: rest });
  return rest === 0 ? m.kit_hours({ hours }) : m.kit_hours_minutes({ hours, minutes: rest });
}

/** 370304 19600101 1234: an identity number, masked or not, in groups of 6, 8 and 4. */
export const formatIdentityNumber = (text: string): string =>
  text.length === 18 ? `${text.slice(0, 6)} ${text.slice(6, 14)} ${text.slice(14)}` : text;

/** 138 0000 1234: a mobile number, masked or not, in groups of 3, 4 and 4; other numbers as they are. */
export const formatPhone = (text: string): string =>
  text.length === 11 ? `${text.slice(0, 3)} ${text.slice(3, 7)} ${text.slice(7)}` : text;
