import { type CountedKey, countWork, type Waiting } from '#db/queries/reports';
import type { Permission } from '../access/permissions';
import { type ReadScope, read } from '../audit/use-case';
import { FOLLOW_UP_DAYS } from '../care/incident.rules';
import { countReadyDrafts } from '../donations/appeals';
import { countWithoutToDo } from '../receipts/without-receipt';
import { findVisitSettings } from '../visits/codes';
import { lateBefore } from '../visits/list-unclosed';
import { ANSWER_DAYS } from '../volunteers/decide-application';
import { endsToWarnOf } from '../volunteers/record.rules';

/** What is no count over an index: a rule decides of each row whether it waits. */
const judgedKeys = ['appeal_drafts', 'receipts_missing'] as const;
type JudgedKey = (typeof judgedKeys)[number];

export type WorkKey = CountedKey | JudgedKey;

/** One line of somebody's work for today; `to` shows the rows behind the number. */
export interface WorkItem extends Waiting {
  readonly key: WorkKey;
  readonly to: string;
}

/** Whose work it is, by the permission that does it, and where it is done. */
const work: readonly { key: WorkKey; permission: Permission; to: string }[] = [
  {
    key: 'applications_received',
    permission: 'stays.confirm-eligibility',
    to: '/applications?status=received',
  },
  { key: 'requests', permission: 'stays.confirm-eligibility', to: '/applications/requests' },
  { key: 'applications_to_assess', permission: 'assessments.score', to: '/applications?status=eligible' },
  { key: 'applications_to_place', permission: 'stays.offer', to: '/applications?status=assessed' },
  { key: 'assessments_proposed', permission: 'assessments.confirm', to: '/assessments?status=proposed' },
  { key: 'reassessments', permission: 'assessments.score', to: '/reassessments' },
  { key: 'waiting', permission: 'stays.offer', to: '/waiting-list' },
  { key: 'offers_open', permission: 'stays.offer', to: '/applications?status=offered' },
  { key: 'offers_accepted', permission: 'stays.admit', to: '/applications?status=offered' },
  { key: 'beds_to_clean', permission: 'beds.edit', to: '/beds/cleaning' },
  { key: 'risks_due', permission: 'care.assess-risks', to: '/risks' },
  { key: 'incidents_untold', permission: 'care.record', to: '/incidents?untold=any' },
  { key: 'incidents_late', permission: 'care.supervise', to: '/incidents?untold=late' },
  { key: 'incidents_open', permission: 'care.record', to: '/incidents?state=open' },
  { key: 'standards_proposed', permission: 'standards.approve', to: '/standards?status=proposed' },
  { key: 'tariffs_proposed', permission: 'fees.approve-tariff', to: '/tariffs?status=proposed' },
  { key: 'leave_rules_proposed', permission: 'fees.approve-rule', to: '/leave-rules' },
  { key: 'arrangements_proposed', permission: 'fees.approve-rule', to: '/payers?status=proposed' },
  { key: 'payouts_proposed', permission: 'fees.approve-rule', to: '/payouts' },
  { key: 'funds_proposed', permission: 'funds.approve', to: '/funds' },
  { key: 'gift_returns', permission: 'donations.approve-return', to: '/gifts/returns' },
  { key: 'gift_households', permission: 'donations.decide-interest', to: '/gifts/households' },
  { key: 'corrections', permission: 'donations.approve-correction', to: '/gifts/corrections' },
  { key: 'appeal_reports', permission: 'donations.confirm-money', to: '/gifts/appeals?due=soon' },
  { key: 'appeal_reports_late', permission: 'donations.publish-appeal', to: '/gifts/appeals?due=late' },
  { key: 'appeal_drafts', permission: 'donations.publish-appeal', to: '/gifts/appeals?ready=1' },
  { key: 'fiscal_refused', permission: 'receipts.issue', to: '/receipts/fiscal' },
  { key: 'receipts_missing', permission: 'receipts.issue', to: '/receipts/missing' },
  { key: 'payment_reviews', permission: 'payments.review', to: '/payments/review' },
  { key: 'arrears', permission: 'fees.record-payment', to: '/bills/arrears' },
  { key: 'invoices_unpaid', permission: 'fees.record-payment', to: '/bills/unpaid' },
  { key: 'bank_lines', permission: 'donations.confirm-money', to: '/bank-lines' },
  { key: 'donor_accounts', permission: 'donations.link-account', to: '/gifts/accounts' },
  { key: 'family_accounts', permission: 'stays.link-family', to: '/people/accounts' },
  { key: 'own_pledges', permission: 'donations.view-own', to: '/my/gifts' },
  { key: 'needs_open', permission: 'visits.request', to: '/visits/needs?status=open' },
  { key: 'needs_lapsed', permission: 'visits.request', to: '/visits/needs?status=lapsed' },
  { key: 'notices_unread', permission: 'notices.view-own', to: '/my/notices' },
  { key: 'notices_failed', permission: 'notices.send', to: '/notices' },
  { key: 'plans_proposed', permission: 'visits.publish', to: '/visits/plans' },
  { key: 'volunteer_applications', permission: 'volunteers.register', to: '/volunteers/applications' },
  { key: 'licences_ending', permission: 'volunteers.edit', to: '/volunteers/due' },
  { key: 'insurances_ending', permission: 'volunteers.record', to: '/volunteers/due' },
  { key: 'visits_late', permission: 'visits.confirm-hours', to: '/visits' },
  { key: 'visits_unclosed', permission: 'visits.confirm-hours', to: '/visits/unclosed' },
  { key: 'visits_vacant', permission: 'visits.publish', to: '/visits/vacancies' },
  { key: 'visits_offered', permission: 'visits.answer', to: '/my/visits' },
  { key: 'visits_asked', permission: 'visits.answer', to: '/my/visits' },
  { key: 'visits_coming', permission: 'visits.answer', to: '/my/visits' },
  { key: 'deliveries', permission: 'donations.receive-goods', to: '/goods/reception' },
  { key: 'goods_received', permission: 'donations.receive-goods', to: '/gifts?kind=goods&status=received' },
  {
    key: 'goods_to_value',
    permission: 'donations.value-goods',
    to: '/gifts?kind=goods&status=inspected',
  },
  { key: 'goods_inspected', permission: 'donations.receive-goods', to: '/gifts?kind=goods&status=inspected' },
  { key: 'stock_changes', permission: 'donations.approve-stock', to: '/goods/changes' },
  { key: 'goods_expired', permission: 'donations.change-stock', to: '/goods' },
  { key: 'goods_allocated', permission: 'donations.allocate-goods', to: '/goods/allocations' },
];

/** What waits for the acting person today, by what they may do. */
export const listWork = read('account', async (scope, _: Record<string, never> = {}): Promise<WorkItem[]> => {
  const { tx, actor, now, today } = scope;
  const mine = work.filter((item) => actor.permissions.has(item.permission));
  const closesVisits = actor.permissions.has('visits.confirm-hours');
  const counted = await countWork(
    tx,
    mine.flatMap(({ key }) => (isJudged(key) ? [] : [key])),
    {
      now,
      today,
      ends: endsToWarnOf(today),
      followUpBefore: new Date(now.getTime() - FOLLOW_UP_DAYS * 86_400_000),
      recordedLateBefore: closesVisits ? await lateBefore(scope) : now,
      answeredBefore: new Date(now.getTime() - ANSWER_DAYS * 86_400_000),
      lateMinutes: closesVisits ? (await findVisitSettings.within(scope, {})).lateMinutes : 0,
      townCode: actor.townCode ?? null,
      volunteerId: actor.volunteerId ?? null,
      donorId: actor.donorId ?? null,
      userId: actor.userId,
    },
  );
  const judged = new Map<WorkKey, number>();
  for (const { key } of mine) if (isJudged(key)) judged.set(key, await judge[key](scope));
  return mine.map(({ key, to }) => ({
    key,
    to,
    ...(isJudged(key)
      ? { count: judged.get(key) ?? 0, late: 0 }
      : (counted.get(key) ?? { count: 0, late: 0 })),
  }));
});

const isJudged = (key: WorkKey): key is JudgedKey => judgedKeys.some((one) => one === key);

const judge: Record<JudgedKey, (scope: ReadScope) => Promise<number>> = {
  appeal_drafts: (scope) => countReadyDrafts.within(scope, {}),
  receipts_missing: (scope) => countWithoutToDo.within(scope, {}),
};
