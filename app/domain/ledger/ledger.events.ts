import type { AuditEvent } from '../audit/use-case';

type LedgerEvent = AuditEvent &
  (
    | { kind: 'ledger.entry-reversed'; subject: { type: 'ledger-entry'; id: string } }
    | { kind: 'ledger.period-closed'; subject: { type: 'ledger-period'; id: string } }
    | { kind: 'ledger.statement-imported'; subject: { type: 'bank-batch'; id: string } }
    | {
        kind: 'ledger.line-claimed' | 'ledger.line-released' | 'ledger.line-set-aside';
        subject: { type: 'bank-line'; id: string };
      }
  );

/** Checks an event of this noun. */
export const ledgerEvent = (event: LedgerEvent): LedgerEvent => event;
