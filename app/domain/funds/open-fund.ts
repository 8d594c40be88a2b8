import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertFund, selectFundTaken } from '#db/queries/funds';
import { type ReadScope, useCase } from '../audit/use-case';
import { listGivingChoices } from '../donations/list-entities';
import { arrangedPayers } from '../fees/movement.rules';
import type { ArrangedPayer } from '../fees/share.rules';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { fundEvent } from './fund.events';
import { textOf } from './fund.forms';
import type { FundSource } from './fund.rules';

/** FUND.CODE_TAKEN, .PURPOSE, .PURPOSE_TAKEN, .PAYERS of what could be read. */
async function wrongOf(
  scope: ReadScope,
  {
    code,
    source,
    purpose: asked,
    payers = [],
  }: {
    readonly code?: string | undefined;
    readonly source?: FundSource | undefined;
    readonly purpose?: string | undefined;
    readonly payers?: readonly ArrangedPayer[] | undefined;
  },
) {
  const problems: Refusal[] = [];
  const { purposes } = await listGivingChoices.within(scope, {});
  const purpose = purposes.find((one) => one.code === asked);
  const taken = await selectFundTaken(scope.tx, { code, purposeId: purpose?.id });
  if (taken.code) problems.push(refusal('FUND.CODE_TAKEN', { field: 'code' }));
  const donated = source === 'donated';
  if (source && (donated ? !purpose : asked)) problems.push(refusal('FUND.PURPOSE', { field: 'purpose' }));
  else if (taken.purpose) problems.push(refusal('FUND.PURPOSE_TAKEN', { field: 'purpose' }));
  if (source && payers.some((payer) => (payer === 'donated-relief') !== donated))
    problems.push(refusal('FUND.PAYERS', { field: 'payers' }));
  return { problems, purpose };
}

/**
 * Opens a fund: fiscal money, or the donated money of one purpose, with the document that says what it is for and the
 * payers' shares of bills that it may settle. Refuses at once FUND.CODE_FORM, .NAME_MISSING, .RESTRICTION_MISSING,
 * .DOCUMENT_MISSING, .SOURCE, .PURPOSE (missing, unknown, or given for fiscal money), .PAYERS (of the other kind of money),
 * .CODE_TAKEN and .PURPOSE_TAKEN (in a race by the database).
 */
export const openFund = useCase({
  permission: 'funds.set-up',
  input: z.object({
    code: z
      .string({ error: 'FUND.CODE_FORM' })
      .trim()
      .regex(/^[a-z][a-z0-9-]{1,39}$/, 'FUND.CODE_FORM'),
    name: textOf('FUND.NAME_MISSING', 60),
    nameEn: textOf('FUND.NAME_MISSING', 120),
    source: z.enum(['fiscal', 'donated'], 'FUND.SOURCE'),
    /** Code of the purpose of donated money. */
    purpose: z.string().trim().optional(),
    restriction: textOf('FUND.RESTRICTION_MISSING', 300),
    document: textOf('FUND.DOCUMENT_MISSING', 100),
    payers: z.array(z.enum(arrangedPayers, 'FUND.PAYERS')).default([]),
  }),
  constraints: {
    funds_code_unique: refusal('FUND.CODE_TAKEN', { field: 'code' }),
    funds_purpose_unique: refusal('FUND.PURPOSE_TAKEN', { field: 'purpose' }),
  },
  known: async (scope, said) => (await wrongOf(scope, said)).problems,
  async run(scope, { purpose: code, payers, ...fund }) {
    const { problems, purpose } = await wrongOf(scope, { purpose: code, payers, ...fund });
    if (problems.length > 0) return refuse(...problems);
    const id = newId();
    await insertFund(scope.tx, {
      ...fund,
      id,
      purposeId: purpose?.id ?? null,
      payers,
      openedAt: scope.now,
      openedByName: scope.actor.name,
    });
    scope.audit(fundEvent('funds.opened', id, { code: fund.code, source: fund.source }));
    return accept({ fundId: id });
  },
});
