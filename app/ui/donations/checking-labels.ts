import type { Doubt } from '~/domain/donations/bank-match.rules';
import { m } from '~/words/generated/messages';

export const qualificationLabel = {
  bureau: m.donations_qualification_bureau,
  public_institution: m.donations_qualification_public_institution,
  charity: m.donations_qualification_charity,
  public_fundraising: m.donations_qualification_public_fundraising,
};

/** Why a line of the bank did not find its gift by itself. */
export const doubtLabel: Record<Doubt, () => string> = {
  'no-reference': m.donations_doubt_no_reference,
  'wrong-check-digit': m.donations_doubt_wrong_check_digit,
  'several-references': m.donations_doubt_several_references,
  'unknown-reference': m.donations_doubt_unknown_reference,
  'not-awaiting-money': m.donations_doubt_not_awaiting_money,
  'entity-not-qualified': m.donations_doubt_entity_not_qualified,
};

type CorrectedFigure = 'money-received' | 'goods-received' | 'money-used' | 'goods-used' | 'goods-lost';

export const figureLabel: Record<CorrectedFigure, () => string> = {
  'money-received': m.donations_money_received,
  'goods-received': m.donations_goods_received,
  'money-used': m.donations_money_used,
  'goods-used': m.donations_goods_used,
  'goods-lost': m.donations_goods_lost,
};

/** What says that a donor is an interested person, or leaves it unclear. */
export const interestLabel = {
  'same-phone': m.donations_interest_same_phone,
  'receiver-itself': m.donations_interest_receiver,
  'same-name': m.donations_interest_same_name,
  'donor-unknown': m.donations_interest_donor_unknown,
  'staff-name': m.donations_interest_staff_name,
  'not-declared': m.donations_interest_not_declared,
};
