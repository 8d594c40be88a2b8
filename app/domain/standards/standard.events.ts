import type { AuditEvent } from '../audit/use-case';

interface StandardEventOf<Kind extends string, Data> extends AuditEvent {
  readonly kind: Kind;
  readonly subject: { readonly type: 'standard'; readonly id: string };
  readonly data: Data & Record<string, unknown>;
}

export type StandardEvent =
  | StandardEventOf<
      'standard.proposed',
      {
        readonly key: string;
        readonly amountFen: string;
        readonly from: string;
        readonly until: string | null;
      }
    >
  | StandardEventOf<'standard.approved', { readonly key: string }>
  | StandardEventOf<'standard.declined', { readonly key: string }>
  | StandardEventOf<'standard.ended', { readonly until: string; readonly by: string }>;

interface CalendarAnnounced extends AuditEvent {
  readonly kind: 'calendar.announced';
  readonly data: {
    readonly from: string;
    readonly last: string;
    readonly kind: string;
    readonly name: string;
    readonly source: string;
  };
}

/** Holidays or make-up workdays were entered. */
export const calendarAnnounced = (data: CalendarAnnounced['data']): CalendarAnnounced => ({
  kind: 'calendar.announced',
  subject: { type: 'calendar', id: data.from },
  data,
});

/** An event of one standard. */
export const standardEvent = <Kind extends StandardEvent['kind']>(
  kind: Kind,
  id: string,
  data: Extract<StandardEvent, { kind: Kind }>['data'],
  reason?: string,
) => ({ kind, subject: { type: 'standard', id }, data, reason });
