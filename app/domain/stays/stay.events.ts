import type { AuditEvent } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import type { CriterionCode } from './waiting-order.rules';

/** Events of an application, by kind. No health fact and no free text of the family: the trail is for ever. */
interface ApplicationEvents {
  'application.received': {
    readonly personId: string;
    readonly origin: 'page' | 'import' | 'api';
    readonly draftId?: string;
  };
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
  'application.request-made': {
    readonly requestId: string;
    readonly items: number;
    readonly dueOn: PlainDate;
  };
  'application.request-answered': { readonly requestId: string; readonly late: boolean };
  'application.request-withdrawn': { readonly requestId: string };
  'application.request-lapsed': { readonly requestId: string };
  'application.request-reminded': { readonly requestId: string; readonly overdue: boolean };
  'application.request-seen': { readonly requestId: string };
}

/** Events of a draft, by kind: what was typed is in none of them. */
interface DraftEvents {
  'application-draft.started': { readonly personId: string | null; readonly origin: 'page' | 'api' };
  'application-draft.saved': { readonly step: string; readonly version: number };
  'application-draft.submitted': { readonly applicationId: string };
  'application-draft.discarded': Record<never, never>;
  'application-draft.expired': { readonly documents: number };
}

/** Events of a document, of the draft or the application that it belongs to. No name of a file: it may be a person's. */
interface DocumentEvents {
  'document.added': { readonly documentId: string; readonly document: string };
  'document.viewed': { readonly documentId: string; readonly document: string };
  'document.withdrawn': { readonly documentId: string; readonly document: string };
}

interface IntakeEvents {
  'intake.settled': {
    readonly draftKeepDays: number;
    readonly answerDays: number;
    readonly decideDays: number;
    readonly documentsLimit: number;
  };
  'intake.kinds-published': { readonly codes: readonly string[] };
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

type Events = ApplicationEvents &
  StayEvents &
  RuleEvents &
  ImportEvents &
  DraftEvents &
  DocumentEvents &
  IntakeEvents;

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
export const draftEvent = happened<DraftEvents>('application-draft');
export const intakeEvent = happened<IntakeEvents>('intake');

/** An event of a document, in the history of what it was handed in with. */
export const documentEvent = (of: {
  readonly draftId?: string | null;
  readonly applicationId?: string | null;
}) => happened<DocumentEvents>(of.applicationId ? 'application' : 'application-draft');
