import { m } from '~/words/generated/messages';

/** What happened to a fund, by kind of audit event. */
export const fundEventWords: Readonly<Record<string, () => string>> = {
  'funds.opened': m.funds_event_opened,
  'funds.budget-proposed': m.funds_event_budget_proposed,
  'funds.budget-approved': m.funds_event_budget_approved,
  'funds.budget-declined': m.funds_event_budget_declined,
  'funds.budget-withdrawn': m.funds_event_budget_withdrawn,
  'funds.received': m.funds_event_received,
  'funds.movement-proposed': m.funds_event_movement_proposed,
  'funds.movement-approved': m.funds_event_movement_approved,
  'funds.movement-declined': m.funds_event_movement_declined,
  'funds.movement-withdrawn': m.funds_event_movement_withdrawn,
  'funds.reversal-proposed': m.funds_event_reversal_proposed,
  'funds.reversal-approved': m.funds_event_reversal_approved,
  'funds.reversal-declined': m.funds_event_reversal_declined,
  'funds.reversal-withdrawn': m.funds_event_reversal_withdrawn,
};
