import type { FundSource, TransferGround } from '~/domain/funds/fund.rules';
import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';

export const sourceLabel: Record<FundSource, () => string> = {
  fiscal: m.funds_source_fiscal,
  donated: m.funds_source_donated,
};

export const movementLabel = {
  received: m.funds_kind_received,
  spending: m.funds_kind_spending,
  share: m.funds_kind_share,
  transfer: m.funds_kind_transfer,
} as const;

/** What lets money that was given for one purpose go to another. */
export const groundLabel: Record<TransferGround, () => string> = {
  plan: m.funds_ground_plan,
  donors: m.funds_ground_donors,
  filed: m.funds_ground_filed,
  similar: m.funds_ground_similar,
};

export const proposalLabel = {
  proposed: m.funds_status_proposed,
  approved: m.funds_status_approved,
  done: m.funds_status_done,
  declined: m.funds_status_declined,
  reversed: m.funds_status_reversed,
  withdrawn: m.funds_status_withdrawn,
} as const;

export const proposalTone: Record<keyof typeof proposalLabel, Tone> = {
  proposed: 'due',
  approved: 'ok',
  done: 'ok',
  declined: 'stopped',
  reversed: 'stopped',
  withdrawn: 'stopped',
};
