import { contains, type DateRange, overlaps } from '../kernel/date-range';
import type { Fen } from '../kernel/money';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { turningDays } from '../standards/standard.rules';
import { type ChargeStretch, dailyFee, stretchFen } from './charge.rules';

/**
 * Who may pay beside the resident, in the order in which they are reckoned: who is bound by law or contract before who gives.
 * What all of them leave is the resident's.
 */
export const arrangedPayers = ['insurance', 'public-support', 'subsidy', 'donated-relief'] as const;
export type ArrangedPayer = (typeof arrangedPayers)[number];
export type Payer = ArrangedPayer | 'resident';

/** What somebody else pays for a resident while it is in force: fen a month, or thousandths of what is charged. */
export interface Arrangement extends DateRange {
  readonly payer: ArrangedPayer;
  readonly measure: { readonly monthlyFen: Fen } | { readonly permille: number };
}

/** An arrangement out of what the register keeps: one of the two measures is set. */
export const arrangementOf = ({
  monthlyFen,
  permille,
  ...one
}: DateRange & {
  readonly payer: ArrangedPayer;
  readonly monthlyFen: Fen | null;
  readonly permille: number | null;
}): Arrangement => ({
  ...one,
  measure: monthlyFen === null ? { permille: permille ?? 0 } : { monthlyFen },
});

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/** Fen that an arrangement would pay for the given days at most. */
function offered({ measure }: Arrangement, days: readonly PlainDate[], chargedFen: Fen): Fen {
  return 'permille' in measure
    ? (chargedFen * BigInt(measure.permille)) / 1000n
    : days.reduce((sum, day) => sum + dailyFee(measure.monthlyFen, day), 0n);
}

/**
 * Divides what the days of one month cost among who pays. Days with the same arrangements are reckoned together: a monthly sum
 * is spread over the days of the month as the fee is, a part is rounded down, nobody pays more than is left, and the resident
 * pays the rest; so the shares sum to the fen. Payers with nothing to pay are left out.
 */
export function monthShares(
  stretches: readonly ChargeStretch[],
  arrangements: readonly Arrangement[],
): Map<Payer, Fen> {
  const alike = new Map<string, { active: Arrangement[]; days: PlainDate[]; chargedFen: Fen }>();
  for (const stretch of stretches) {
    const around = arrangements.filter((one) => overlaps(one, stretch));
    const days = turningDays(stretch, around);
    for (const [index, from] of days.entries()) {
      const piece = { ...stretch, from, until: days[index + 1] ?? stretch.until };
      const active = around
        .filter((one) => contains(one, from))
        .sort((a, b) => arrangedPayers.indexOf(a.payer) - arrangedPayers.indexOf(b.payer));
      const key = active.map(({ payer, from: since }) => `${payer} ${since}`).join();
      const known = alike.get(key) ?? { active, days: [], chargedFen: 0n };
      for (let day = piece.from; day < piece.until; day = addDays(day, 1)) known.days.push(day);
      known.chargedFen += stretchFen(piece);
      alike.set(key, known);
    }
  }
  const shares = new Map<Payer, Fen>();
  const add = (payer: Payer, fen: Fen) => {
    if (fen !== 0n) shares.set(payer, (shares.get(payer) ?? 0n) + fen);
  };
  for (const { active, days, chargedFen } of alike.values()) {
    let left = chargedFen;
    for (const arrangement of active) {
      const fen = least(offered(arrangement, days, chargedFen), left);
      add(arrangement.payer, fen);
      left -= fen;
    }
    add('resident', left);
  }
  return shares;
}

/** What one payer is asked for by a bill. */
export interface Share {
  readonly payer: Payer;
  /** What this bill charges the payer; below zero when corrections take off more than the month adds. */
  readonly chargedFen: Fen;
  /** What corrections of earlier bills left over and the payer's account still holds; never above zero. */
  readonly carriedFen: Fen;
  /** What is to be paid: never below zero. */
  readonly amountFen: Fen;
}

/**
 * A payer's share of a bill. `leftFen` is what the last bill left over (0 or below), `balanceFen` the payer's account before
 * this bill. What was left over has paid older bills first, or was paid back; so no more is carried than the account holds.
 */
export function shareOf(
  payer: Payer,
  { chargedFen, leftFen, balanceFen }: { chargedFen: Fen; leftFen: Fen; balanceFen: Fen },
): Share {
  const heldFen = balanceFen < 0n ? balanceFen : 0n;
  const carriedFen = leftFen > heldFen ? leftFen : heldFen;
  const sum = chargedFen + carriedFen;
  return { payer, chargedFen, carriedFen, amountFen: sum > 0n ? sum : 0n };
}
