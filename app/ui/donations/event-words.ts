import { m } from '~/words/generated/messages';

/** What happened to a gift, a donor, a purpose or an allocation, by kind of audit event. */
export const donationEventWords: Readonly<Record<string, () => string>> = {
  'donations.entity-admitted': m.donations_event_entity_admitted,
  'donations.entity-qualified': m.donations_event_entity_qualified,
  'donations.purpose-opened': m.donations_event_purpose_opened,
  'donations.money-spent': m.donations_event_money_spent,
  'donations.donor-registered': m.donations_event_donor_registered,
  'gifts.pledged': m.donations_event_pledged,
  'gifts.withdrawn': m.donations_event_withdrawn,
  'gifts.money-received': m.donations_event_money_received,
  'gifts.return-proposed': m.donations_event_return_proposed,
  'gifts.return-declined': m.donations_event_return_declined,
  'gifts.returned': m.donations_event_returned,
  'gifts.return-failed': m.donations_event_return_failed,
  'gifts.goods-received': m.donations_event_goods_received,
  'gifts.goods-inspected': m.donations_event_goods_inspected,
  'gifts.goods-valued': m.donations_event_goods_valued,
  'gifts.goods-stocked': m.donations_event_goods_stocked,
  'goods.allocated': m.donations_event_allocated,
  'goods.handed-over': m.donations_event_handed_over,
  'goods.allocation-withdrawn': m.donations_event_allocation_withdrawn,
  'receipts.issued': m.receipts_event_issued,
  'receipts.voided': m.receipts_event_voided,
};
