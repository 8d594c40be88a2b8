import { type Role, roles } from './roles';

/**
 * Who may do what: permission → roles. `public` needs no sign-in, `account` any signed-in person.
 * Whoever confirms or approves is never the one who proposed; use cases check that on top.
 * The auditor (民政, 纪检, 财政, 审计) looks at everything and changes nothing: only `…view…` and `…reveal` here.
 */
const grants = {
  public: [...roles],
  account: [...roles],

  'organisations.view': [
    'admin',
    'lead',
    'intake',
    'assessor',
    'manager',
    'finance',
    'coordinator',
    'town',
    'village',
    'auditor',
  ],
  'organisations.edit': ['admin'],

  /** The page where spreadsheets are brought; each kind asks for its own permission on top. */
  'imports.view': ['intake', 'assessor', 'manager', 'finance', 'coordinator', 'admin'],

  'standards.view': ['admin', 'lead', 'intake', 'manager', 'finance', 'auditor'],
  'standards.propose': ['finance'],
  'standards.approve': ['lead'],

  'access.view-users': ['admin', 'auditor'],
  'access.edit-users': ['admin'],
  'access.edit-security': ['admin'],

  'audit.view': ['admin', 'lead', 'auditor'],

  'jobs.view': ['admin', 'auditor'],
  'jobs.retry': ['admin'],
  /** Of the product itself at work in the background. */
  'jobs.run': [],

  'people.view': [
    'lead',
    'intake',
    'assessor',
    'manager',
    'finance',
    'coordinator',
    'town',
    'village',
    'auditor',
  ],
  'people.register': ['intake', 'town', 'manager'],
  'people.reveal': ['intake', 'assessor', 'manager', 'town', 'auditor'],

  /** What one was told, and how one wants to be told. */
  'notices.view-own': ['volunteer', 'leader', 'coordinator', 'donor'],
  /** What went out by mail and telephone, and what became of it. */
  'notices.view': ['coordinator', 'lead', 'auditor'],
  'notices.send': ['coordinator'],

  'assessments.view': ['lead', 'intake', 'assessor', 'manager', 'auditor'],
  'assessments.view-own': ['family'],
  'assessments.score': ['assessor'],
  /** Signatures that come later than the scoring: on the screen, or on the printed form. */
  'assessments.sign': ['assessor', 'intake', 'manager'],
  /** Results that others found. */
  'assessments.take-over': ['intake', 'assessor', 'manager'],
  'assessments.object-own': ['family'],
  'assessments.view-again': ['lead', 'intake', 'assessor', 'manager', 'town', 'village', 'auditor'],
  'assessments.ask-again': ['intake', 'assessor', 'manager', 'town', 'village'],
  'assessments.confirm': ['intake', 'manager'],
  'assessments.publish-scale': ['admin'],

  'beds.view': ['lead', 'intake', 'assessor', 'manager', 'finance', 'auditor'],
  'beds.edit': ['manager'],
  'beds.import': ['manager', 'admin'],
  /** Nobody by hand: who lies in a bed follows from an offer, an admission, a transfer or a discharge. */
  'beds.occupy': [],

  'stays.view': ['lead', 'intake', 'assessor', 'manager', 'finance', 'town', 'auditor'],
  'stays.view-own': ['family'],
  'stays.apply': ['intake', 'town', 'family'],
  /** Papers handed in with an application hold identity cards and diagnoses: each look at one is written down. */
  'stays.reveal-documents': ['intake', 'assessor', 'manager', 'town', 'auditor'],
  /** Terms of taking applications: how long drafts are kept, and how long a family has to answer. */
  'stays.settle-intake': ['manager'],
  /** Whose family an account is, once it is clear who they are. */
  'stays.link-family': ['intake'],
  'stays.import': ['intake', 'admin'],
  'stays.confirm-eligibility': ['intake', 'manager'],
  'stays.offer': ['intake', 'manager'],
  'stays.answer-offer': ['intake', 'manager', 'family'],
  'stays.admit': ['intake', 'manager'],
  'stays.discharge': ['manager'],

  /** Activities of one's own, and incidents that the family was told of. */
  'care.view-own': ['family'],
  /** Risks, incidents, notes, activities; of a health file only that there is one. */
  'care.view': ['manager', 'assessor', 'lead', 'auditor'],
  /** What a health file says: whoever nurses or judges has to know, the bureau has not. */
  'care.view-health': ['manager', 'assessor', 'auditor'],
  'care.record-health': ['manager', 'assessor'],
  'care.assess-risks': ['manager', 'assessor'],
  'care.record': ['manager'],
  /** What the bureau asks the centre to do about an incident. */
  'care.supervise': ['lead'],

  'ledger.view': ['finance', 'lead', 'auditor'],
  /** Nobody by hand: postings come with the bill, payment or gift that they belong to. */
  'ledger.post': [],
  /** Once a month is over and its books are right: nothing more is booked in it. */
  'ledger.close': ['finance'],
  'ledger.import': ['finance', 'admin'],
  'ledger.match': ['finance'],

  /** Online orders of all, what came of them, and what does not fit. */
  'payments.view': ['finance', 'lead', 'auditor'],
  /** An order to pay what one owes, or what somebody at the desk owes; whose it is, the bill says. */
  'payments.order': ['family', 'finance'],
  'payments.review': ['finance'],
  /** Nobody by hand: what a provider says decides, and what goes back follows from a payout that another person approved. */
  'payments.settle': [],
  'payments.refund': [],

  'fees.view': ['finance', 'manager', 'lead', 'auditor'],
  'fees.view-own': ['family'],
  'fees.propose-tariff': ['finance'],
  'fees.approve-tariff': ['lead'],
  /** What is charged while a resident is away, and who else pays: one proposes, another approves. */
  'fees.propose-rule': ['finance'],
  'fees.approve-rule': ['lead'],
  'fees.bill': ['finance'],
  'fees.record-payment': ['finance'],

  'volunteers.view': ['coordinator', 'lead', 'auditor'],
  /** The own team: its members, and nobody else's. */
  'volunteers.lead-team': ['leader'],
  'volunteers.register': ['coordinator'],
  'volunteers.edit': ['coordinator'],
  /** Trainings, insurances, agreements, awards, evaluations. */
  'volunteers.record': ['coordinator'],
  /** Files of what is recorded, identity numbers among it; each is written down. */
  'volunteers.export': ['coordinator'],
  /** How many hours each star asks. */
  'volunteers.set-stars': ['lead'],
  'volunteers.import': ['coordinator', 'admin'],
  'volunteers.view-own': ['volunteer', 'leader'],
  'volunteers.edit-own': ['volunteer', 'leader'],
  'volunteers.issue-certificate': ['coordinator'],

  'visits.view': ['coordinator', 'manager', 'lead', 'auditor'],
  'visits.view-needs': ['coordinator', 'manager', 'intake', 'town', 'village', 'lead', 'auditor'],
  'visits.request': ['coordinator', 'manager', 'intake', 'town', 'village'],
  /** Whom not to send where; the reasons are nobody else's business. */
  'visits.exclude': ['coordinator'],
  'visits.import': ['coordinator', 'admin'],
  /** The code by which volunteers show that they are there: on a screen, or printed for a door. */
  'visits.show-code': ['coordinator', 'manager'],
  /** What was found out about a household; each look is written down. */
  'visits.reveal-surveys': ['intake', 'manager', 'town', 'auditor'],
  'visits.plan': ['coordinator'],
  'visits.publish': ['coordinator'],
  'visits.view-own': ['volunteer', 'leader'],
  'visits.answer': ['volunteer', 'leader'],
  'visits.confirm-hours': ['coordinator'],

  'donations.view': ['finance', 'manager', 'lead', 'auditor'],
  'donations.view-own': ['donor'],
  /** Who may receive gifts, by what right, and what for. */
  'donations.set-up': ['admin', 'finance'],
  'donations.give': ['donor', 'finance'],
  /** A pledge of which nothing has come: one's own, any for finance, goods for whoever takes them. */
  'donations.withdraw-pledge': ['donor', 'finance', 'manager'],
  /** That a giver is not named in public any more: oneself, or with a reason anybody. */
  'donations.unname': ['donor', 'finance', 'lead'],
  /** The telephone number and mail address of whoever gave, in the clear and with a reason; the manager for goods alone. */
  'donations.reveal-donor': ['finance', 'manager'],
  /** Which donor an account belongs to, once it is clear who they are. */
  'donations.link-account': ['finance'],
  'donations.import': ['finance', 'admin'],
  'donations.confirm-money': ['finance'],
  /** That a gift goes back which was given by mistake; finance proposes it. */
  'donations.approve-return': ['lead'],
  /** What the centre, a household or a visit is short of. */
  'donations.name-need': ['manager', 'coordinator', 'town', 'village', 'finance', 'intake'],
  /** What stands in the note of a need, which may tell of one household: for whoever writes the appeal, decides on it or looks in. */
  'donations.view-need-notes': ['finance', 'lead', 'auditor'],
  /** That the public is asked for gifts; finance drafts it. */
  'donations.publish-appeal': ['lead'],
  /** When goods are taken, what is expected when, and what is promised without a time. */
  'donations.view-reception': ['manager', 'coordinator', 'finance', 'lead', 'auditor'],
  /** The time at which promised goods are brought: one's own, or anybody's at the centre. */
  'donations.book-delivery': ['donor', 'manager', 'coordinator', 'finance'],
  /** Whether a donor and the household that a gift names are related, where it is unclear. */
  'donations.decide-interest': ['lead'],
  /** That a public figure is corrected; finance proposes it. */
  'donations.approve-correction': ['lead'],
  /** Links by which somebody without an account reads a report for a while. */
  'donations.share-report': ['finance', 'lead'],
  'donations.receive-goods': ['manager'],
  'donations.value-goods': ['finance'],
  'donations.allocate-goods': ['manager'],
  /** What was counted, what is spoiled, what is to be sold: one proposes, another approves. */
  'donations.change-stock': ['manager'],
  'donations.approve-stock': ['finance', 'lead'],

  'receipts.view': ['finance', 'lead', 'auditor'],
  'receipts.view-own': ['donor'],
  'receipts.issue': ['finance'],
  'receipts.void': ['finance'],

  'funds.view': ['finance', 'lead', 'auditor'],
  'funds.set-up': ['finance', 'admin'],
  /** What comes in, what is budgeted and what goes out: one proposes, another approves. */
  'funds.propose': ['finance'],
  'funds.approve': ['lead'],

  'reports.view': ['lead', 'manager', 'finance', 'auditor'],

  'api.create-key': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof grants;

/** Every permission, for tests that enumerate. */
export const permissions = Object.keys(grants) as Permission[];

/** What a holder of `held` may do. */
export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(
    permissions.filter((permission) => grants[permission].some((role: Role) => held.includes(role))),
  );
}

/** Whether a role holds a permission. */
export const mayRole = (role: Role, permission: Permission): boolean =>
  (grants[permission] as readonly Role[]).includes(role);

/** Roles that hold a permission. */
export const rolesWith = (permission: Permission): readonly Role[] => grants[permission];
