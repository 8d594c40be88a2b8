import { m } from '~/words/generated/messages';

/** What happened to an entry or a bank line, by kind of audit event. */
export const ledgerEventWords: Readonly<Record<string, () => string>> = {
  'ledger.entry-reversed': m.ledger_event_entry_reversed,
  'ledger.period-closed': m.ledger_event_period_closed,
  'ledger.statement-imported': m.ledger_event_statement_imported,
  'ledger.line-claimed': m.ledger_event_line_claimed,
  'ledger.line-released': m.ledger_event_line_released,
  'ledger.line-set-aside': m.ledger_event_line_set_aside,
};
