import type { AuditEvent } from '../audit/use-case';

interface FundHappened extends AuditEvent {
  readonly kind:
    | 'funds.opened'
    | 'funds.budget-proposed'
    | 'funds.budget-approved'
    | 'funds.budget-declined'
    | 'funds.budget-withdrawn'
    | 'funds.received'
    | 'funds.movement-proposed'
    | 'funds.movement-approved'
    | 'funds.movement-declined'
    | 'funds.movement-withdrawn'
    | 'funds.reversal-proposed'
    | 'funds.reversal-approved'
    | 'funds.reversal-declined'
    | 'funds.reversal-withdrawn';
  readonly subject: { readonly type: 'fund'; readonly id: string };
}

/** An event of a fund. Persons stand with the movement itself. */
export const fundEvent = (
  kind: FundHappened['kind'],
  fundId: string,
  data: Record<string, unknown>,
  reason?: string,
): FundHappened => ({ kind, subject: { type: 'fund', id: fundId }, data, reason });
