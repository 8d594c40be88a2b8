import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  correctedFigures,
  insertCorrection,
  lockCorrection,
  selectCorrections,
  updateCorrection,
} from '#db/queries/corrections';
import { selectDisclosedSums } from '#db/queries/disclosure';
import { selectPurposeByCode } from '#db/queries/donations';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { type Fen, parseYuan } from '../kernel/money';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { type Amounts, figuresOf } from './disclosure.rules';
import { donationEvent } from './gift.events';
import { reason } from './gift.forms';
import { GROUPED } from './small-groups.rules';

type Figure = (typeof correctedFigures)[number];

const figures = {
  'money-received': 'moneyReceivedFen',
  'goods-received': 'goodsReceivedFen',
  'money-used': 'moneyUsedFen',
  'goods-used': 'goodsUsedFen',
  'goods-lost': 'goodsLostFen',
} as const satisfies Record<Figure, keyof Amounts>;

/** The figure as the ledger has it now, in fen. */
async function figureNow(
  { tx }: ReadScope,
  { figure, purpose, month }: { figure: Figure; purpose?: string | null; month?: string | null },
): Promise<Fen> {
  return (await selectDisclosedSums(tx, GROUPED))
    .filter(({ account }) => (figuresOf[account] as readonly string[]).includes(figures[figure]))
    .filter((sum) => (!purpose || sum.purposeCode === purpose) && (!month || sum.month === month))
    .reduce((all, { ledgerFen }) => all + ledgerFen, 0n);
}

/** Text is yuan as people write it, an integer is fen; undefined when it cannot be read. */
const oldValue = z
  .union([z.string().max(40), z.bigint()])
  .optional()
  .transform((given) => (typeof given === 'bigint' ? given : parseYuan(given ?? '')));

/** A month that has not begun has no figure: CORRECTION.MONTH_AHEAD. */
const aheadOf = ({ today }: ReadScope, month: string | null | undefined): Refusal[] =>
  month && month > today.slice(0, 7) ? [refusal('CORRECTION.MONTH_AHEAD', { field: 'month' })] : [];

/** What is wrong with a correction as far as it could be read: CORRECTION.AMOUNT_FORM, .MONTH_AHEAD, .USE_WHOLE, GIFT.PURPOSE_UNKNOWN. */
async function wrongOfCorrection(
  scope: ReadScope,
  {
    figure,
    purpose,
    month,
    oldFen,
  }: {
    figure?: Figure;
    purpose?: string | undefined;
    month?: string | undefined;
    oldFen?: Fen | undefined;
  },
): Promise<Refusal[]> {
  const problems: Refusal[] = [];
  if (oldFen === undefined) problems.push(refusal('CORRECTION.AMOUNT_FORM', { field: 'oldFen' }));
  problems.push(...aheadOf(scope, month));
  if (figure?.endsWith('-used') && (purpose || month))
    problems.push(refusal('CORRECTION.USE_WHOLE', { field: purpose ? 'purpose' : 'month' }));
  if (purpose && !(await selectPurposeByCode(scope.tx, purpose)))
    problems.push(refusal('GIFT.PURPOSE_UNKNOWN', { field: 'purpose', params: { code: purpose } }));
  return problems;
}

/**
 * Proposes that the public is told that a figure was wrong: what stood there and why; what stands there now is the ledger's.
 * Of use only the total can be named, because a part of it could be about one person. Somebody else publishes it.
 * Refuses CORRECTION.FIGURE_MISSING, .AMOUNT_FORM, .MONTH_FORM, .MONTH_AHEAD, .USE_WHOLE, .SAME, GIFT.PURPOSE_UNKNOWN, GIFT.REASON_MISSING.
 */
export const proposeCorrection = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    figure: z.enum(correctedFigures, 'CORRECTION.FIGURE_MISSING'),
    /** Code of a purpose; absent: all of them. */
    purpose: z.string().max(40).optional(),
    /** `YYYY-MM`; absent: all months. */
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'CORRECTION.MONTH_FORM')
      .optional(),
    oldFen: oldValue,
    /** To be read by everybody: no person is named in it. */
    reason,
  }),
  known: wrongOfCorrection,
  async run(scope, { figure, purpose: code, month, oldFen, reason: why }) {
    const { tx, now, actor } = scope;
    const problems = await wrongOfCorrection(scope, { figure, purpose: code, month, oldFen });
    const newFen = await figureNow(scope, { figure, purpose: code, month });
    if (oldFen === newFen)
      problems.push(refusal('CORRECTION.SAME', { field: 'oldFen', params: { nowFen: String(newFen) } }));
    if (problems.length > 0 || oldFen === undefined) return refuse(...problems);
    const purpose = code ? await selectPurposeByCode(tx, code) : undefined;
    const id = newId();
    await insertCorrection(tx, {
      id,
      figure,
      purposeId: purpose?.id ?? null,
      month: month ?? null,
      oldFen,
      newFen,
      reason: why,
      proposedBy: actingPerson(actor),
      proposedByName: actor.name,
      proposedAt: now,
    });
    tell(scope, 'disclosure.correction-proposed', id, {
      reason: why,
      data: { figure, oldFen: String(oldFen), newFen: String(newFen) },
    });
    return accept({ correctionId: id });
  },
});

const tell = (
  scope: Scope,
  kind: 'disclosure.correction-proposed' | 'disclosure.corrected' | 'disclosure.correction-declined',
  id: string,
  detail: { data?: Record<string, unknown>; reason?: string },
): void => scope.audit(donationEvent({ kind, subject: { type: 'disclosure-correction', id }, ...detail }));

/** A correction that somebody else proposed and that waits. Refuses CORRECTION.UNKNOWN, .DECIDED, .OWN. */
async function waiting(scope: Scope, id: string) {
  const found = await lockCorrection(scope.tx, id);
  if (!found) return refuse(refusal('CORRECTION.UNKNOWN', { field: 'correctionId' }));
  if (found.status !== 'proposed')
    return refuse(refusal('CORRECTION.DECIDED', { params: { by: found.decidedByName ?? '' } }));
  return found.proposedBy === actingPerson(scope.actor) ? refuse(refusal('CORRECTION.OWN')) : accept(found);
}

const decided = ({ actor, now }: Scope) => ({
  decidedBy: actingPerson(actor),
  decidedByName: actor.name,
  decidedAt: now,
});

/** Publishes a correction that somebody else proposed, with what the ledger has now. Refuses CORRECTION.UNKNOWN, .DECIDED, .OWN, .MONTH_AHEAD, .SAME. */
export const publishCorrection = useCase({
  permission: 'donations.approve-correction',
  input: z.object({ correctionId: z.uuid('CORRECTION.UNKNOWN') }),
  async run(scope, { correctionId: id }) {
    const found = await waiting(scope, id);
    if (!found.ok) return found;
    const { figure, purposeCode, month, oldFen, reason: why } = found.value;
    const ahead = aheadOf(scope, month);
    if (ahead.length > 0) return refuse(...ahead);
    const newFen = await figureNow(scope, { figure, purpose: purposeCode, month });
    if (newFen === oldFen) return refuse(refusal('CORRECTION.SAME', { params: { nowFen: String(newFen) } }));
    await updateCorrection(scope.tx, id, { ...decided(scope), status: 'published', newFen });
    tell(scope, 'disclosure.corrected', id, {
      reason: why,
      data: { oldFen: String(oldFen), newFen: String(newFen) },
    });
    return accept({ correctionId: id });
  },
});

/** Turns a correction down with a reason. Refuses CORRECTION.UNKNOWN, .DECIDED, .OWN, GIFT.REASON_MISSING. */
export const declineCorrection = useCase({
  permission: 'donations.approve-correction',
  input: z.object({ correctionId: z.uuid('CORRECTION.UNKNOWN'), reason }),
  async run(scope, { correctionId: id, reason: why }) {
    const found = await waiting(scope, id);
    if (!found.ok) return found;
    await updateCorrection(scope.tx, id, { ...decided(scope), status: 'declined', decisionReason: why });
    tell(scope, 'disclosure.correction-declined', id, { reason: why });
    return accept({ correctionId: id });
  },
});

/** Every correction, for staff; `own` are those that the acting person proposed. */
export const listCorrections = read('donations.view', async ({ tx, actor }, _: Record<string, never>) =>
  (await selectCorrections(tx, ['proposed', 'published', 'declined'])).map(({ proposedBy, ...row }) => ({
    ...row,
    own: proposedBy === actingPerson(actor),
  })),
);

/** What the public is told of corrections: no name of whoever wrote or published them. */
export async function publishedCorrections({ tx }: ReadScope) {
  return (await selectCorrections(tx, ['published'])).map(
    ({
      id,
      figure,
      month,
      purposeCode,
      purposeName,
      purposeNameEn,
      oldFen,
      newFen,
      reason: why,
      decidedAt,
    }) => ({
      id,
      figure,
      month,
      purposeCode,
      purposeName,
      purposeNameEn,
      oldFen,
      newFen,
      reason: why,
      publishedAt: decidedAt,
    }),
  );
}
