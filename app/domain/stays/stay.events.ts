import type { AuditEvent } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import type { CriterionCode } from './waiting-order.rules';

/** Events of an application, by kind. No health fact and no free text of the family: the trail is for ever. */
interface ApplicationEvents {
  'application.received': { readonly personId: string; readonly origin: 'page' | 'import' | 'api' };
  'application.found-eligible': { readonly proposed: string };
  'application.found-ineligible': { readonly proposed: string };
  'application.put-on-list': { readonly from: PlainDate };
  'application.offered': { readonly bedId: string; readonly from: PlainDate; readonly expiresAt: string };
  'application.offer-accepted': { readonly offerId: string };
  'application.offer-declined': { readonly offerId: string; readonly staysOnList: boolean };
  'application.offer-lapsed': { readonly offerId: string };
  'application.offer-withdrawn': { readonly offerId: string };
  'application.withdrawn': Record<never, never>;
  'application.phone-revealed': Record<never, never>;
  'application.admitted': { readonly stayId: string };
}

/** Events of a stay, by kind. */
interface StayEvents {
  'stay.began': {
    readonly personId: string;
    readonly bedId: string;
    readonly on: PlainDate;
    readonly contractNumber: string;
    readonly direct: boolean;
  };
  'stay.moved': { readonly fromBedId: string; readonly toBedId: string; readonly on: PlainDate };
  'stay.ended': {
    readonly personId: string;
    readonly bedId: string;
    readonly on: PlainDate;
    readonly cause: string;
  };
  'stay.leave-began': {
    readonly leaveId: string;
    readonly absence: 'home' | 'hospital';
    readonly from: PlainDate;
  };
  'stay.leave-ended': { readonly leaveId: string; readonly on: PlainDate };
  'stay.leave-corrected': {
    readonly leaveId: string;
    readonly before: readonly [PlainDate, PlainDate | null];
    readonly after: readonly [PlainDate, PlainDate | null] | null;
  };
  'stay.corrected': { readonly what: string; readonly before: PlainDate; readonly after: PlainDate | null };
}

interface RuleEvents {
  'waiting-rule.published': { readonly version: number; readonly criteria: readonly CriterionCode[] };
}

interface ImportEvents {
  'applicants.imported': {
    readonly fileName: string;
    readonly added: number;
    readonly unchanged: number;
    readonly refused: number;
  };
}

type Events = ApplicationEvents & StayEvents & RuleEvents & ImportEvents;

const happened =
  <All extends Partial<Events>>(type: string) =>
  <Kind extends keyof All & string>(
    kind: Kind,
    id: string,
    data: All[Kind],
    reason?: string,
  ): AuditEvent => ({
    kind,
    subject: { type, id },
    data: data as Record<string, unknown>,
    ...(reason && { reason }),
  });

export const applicationEvent = happened<ApplicationEvents>('application');
export const stayEvent = happened<StayEvents>('stay');
export const ruleEvent = happened<RuleEvents>('waiting-rule');
export const importEvent = happened<ImportEvents>('import');
