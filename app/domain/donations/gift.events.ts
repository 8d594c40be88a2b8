import type { AuditEvent } from '../audit/use-case';

interface EntityEvent extends AuditEvent {
  readonly kind:
    | 'donations.entity-admitted'
    | 'donations.entity-changed'
    | 'donations.entity-qualified'
    | 'donations.qualification-ended'
    | 'donations.qualification-corrected';
  readonly subject: { readonly type: 'organisation'; readonly id: string };
}

interface PurposeEvent extends AuditEvent {
  readonly kind: 'donations.purpose-opened' | 'donations.money-spent';
  readonly subject: { readonly type: 'gift-purpose'; readonly id: string };
}

interface DonorEvent extends AuditEvent {
  readonly kind: 'donations.donor-registered' | 'donations.donor-mail-set' | 'donations.donor-corrected';
  readonly subject: { readonly type: 'donor'; readonly id: string };
}

interface GiftHappened extends AuditEvent {
  readonly kind:
    | 'gifts.pledged'
    | 'gifts.withdrawn'
    | 'gifts.donor-named'
    | 'gifts.donor-corrected'
    | 'gifts.donor-revealed'
    | 'gifts.mail-set'
    | 'gifts.giver-unnamed'
    | 'gifts.money-received'
    | 'gifts.return-proposed'
    | 'gifts.return-declined'
    | 'gifts.returned'
    | 'gifts.return-failed'
    | 'gifts.household-tied'
    | 'gifts.household-in-review'
    | 'gifts.household-declined'
    | 'gifts.goods-received'
    | 'gifts.goods-inspected'
    | 'gifts.goods-valued'
    | 'gifts.goods-stocked'
    | 'gifts.delivery-booked'
    | 'gifts.delivery-cancelled';
  readonly subject: { readonly type: 'gift'; readonly id: string };
}

interface AllocationEvent extends AuditEvent {
  readonly kind:
    | 'goods.allocated'
    | 'goods.handed-over'
    | 'goods.allocation-withdrawn'
    | 'goods.interest-asked'
    | 'goods.interest-found'
    | 'goods.interest-cleared'
    | 'goods.interest-declined';
  readonly subject: { readonly type: 'goods-allocation'; readonly id: string };
}

interface StockEvent extends AuditEvent {
  readonly kind: 'stock.change-proposed' | 'stock.change-done' | 'stock.change-declined';
  readonly subject: { readonly type: 'stock-change'; readonly id: string };
}

interface HoursEvent extends AuditEvent {
  readonly kind: 'reception.hours-added' | 'reception.hours-withdrawn';
  readonly subject: { readonly type: 'reception-hours'; readonly id: string };
}

interface PlaceEvent extends AuditEvent {
  readonly kind: 'reception.place-set';
  readonly subject: { readonly type: 'reception-place'; readonly id: string };
}

export interface AppealHappened extends AuditEvent {
  readonly kind:
    | 'appeals.drafted'
    | 'appeals.changed'
    | 'appeals.discarded'
    | 'appeals.plan-filed'
    | 'appeals.published'
    | 'appeals.updated'
    | 'appeals.ended'
    | 'appeals.cut-short'
    | 'appeals.reported'
    | 'appeals.report-due'
    | 'appeals.report-late'
    | 'appeals.plan-due'
    | 'appeals.plan-late';
  readonly subject: { readonly type: 'appeal'; readonly id: string };
}

interface NeedEvent extends AuditEvent {
  readonly kind: 'appeals.need-named' | 'appeals.need-withdrawn';
  readonly subject: { readonly type: 'appeal-need'; readonly id: string };
}

interface MonthlyGiftEvent extends AuditEvent {
  readonly kind: 'gifts.monthly-started' | 'gifts.monthly-stopped';
  readonly subject: { readonly type: 'monthly-gift'; readonly id: string };
}

interface CorrectionEvent extends AuditEvent {
  readonly kind: 'disclosure.correction-proposed' | 'disclosure.corrected' | 'disclosure.correction-declined';
  readonly subject: { readonly type: 'disclosure-correction'; readonly id: string };
}

interface ReportLinkEvent extends AuditEvent {
  readonly kind: 'disclosure.report-shared' | 'disclosure.link-renewed' | 'disclosure.link-revoked';
  readonly subject: { readonly type: 'report-link'; readonly id: string };
}

/**
 * Everything that donations write into the audit trail. No phone and no address but those of the centre's reception, which everybody
 * reads; names stand with the record itself, but for one that was corrected.
 */
export type DonationEvent =
  | EntityEvent
  | PurposeEvent
  | DonorEvent
  | GiftHappened
  | AllocationEvent
  | HoursEvent
  | PlaceEvent
  | StockEvent
  | AppealHappened
  | NeedEvent
  | CorrectionEvent
  | ReportLinkEvent
  | MonthlyGiftEvent;

/** Checks an event of this noun. */
export const donationEvent = <E extends DonationEvent>(event: E): E => event;

/** Something happened to a gift. */
export const giftEvent = (
  kind: GiftHappened['kind'],
  id: string,
  detail: { data?: Record<string, unknown>; reason?: string } = {},
): GiftHappened => ({ kind, subject: { type: 'gift', id }, ...detail });

/** Something happened to an appeal. */
export const appealEvent = (
  kind: AppealHappened['kind'],
  id: string,
  detail: { data?: Record<string, unknown>; reason?: string } = {},
): AppealHappened => ({ kind, subject: { type: 'appeal', id }, ...detail });
