import { type DateRange, intersection } from '../kernel/date-range';
import { daysBetween, type PlainDate } from '../kernel/plain-date';
import type { ClosureCause } from './bed.rules';

export const spanKinds = ['occupied', 'leave', 'reserved', 'closed', 'cleaning'] as const;
export type SpanKind = (typeof spanKinds)[number];

/** Something that holds a bed for a time. */
export interface Span {
  readonly kind: SpanKind;
  readonly bedId: string;
  readonly range: DateRange;
  readonly stayId?: string;
  /** As the viewer may see it. */
  readonly personName?: string;
  readonly cause?: ClosureCause;
  readonly reason?: string;
}

/** A span as a bar of a chart of days: `column` of its first day, from 0, and how many days it covers there. */
export interface Bar extends Span {
  readonly column: number;
  readonly days: number;
  /** It began before the chart, or goes on after it. */
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** The bars of spans in `[from, until)`; spans without a day in it are left out. */
export function barsIn(spans: readonly Span[], window: { from: PlainDate; until: PlainDate }): Bar[] {
  return spans.flatMap((span) => {
    const { from, until } = span.range;
    if (until !== null && until <= from) return [];
    const seen = intersection(span.range, window);
    if (!seen?.until) return [];
    return [
      {
        ...span,
        column: daysBetween(window.from, seen.from),
        days: daysBetween(seen.from, seen.until),
        cutLeft: from < window.from,
        cutRight: until === null || until > window.until,
      },
    ];
  });
}
