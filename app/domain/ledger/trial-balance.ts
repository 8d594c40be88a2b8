import { selectTrialBalance } from '#db/queries/ledger';
import { read } from '../audit/use-case';
import type { Fen } from '../kernel/money';

/** One line of the trial balance: a code with all its subjects. */
export interface TrialBalanceLine {
  readonly code: string;
  readonly kind: 'asset' | 'liability' | 'income' | 'expense' | 'equity';
  readonly name: string | null;
  /** Accounts under the code that have moved. */
  readonly accounts: number;
  /** Debit +, credit −. */
  readonly balanceFen: Fen;
}

/** Every code with its balance, and their sum, which is zero at every moment; `asOf` is the moment: all that was posted until then. */
export const trialBalance = read(
  'ledger.view',
  async (
    { tx, now },
    _: Record<string, never>,
  ): Promise<{ asOf: Date; lines: TrialBalanceLine[]; sumFen: Fen }> => {
    const rows = await selectTrialBalance(tx);
    const lines = rows.map((row) => ({
      ...row,
      accounts: Number(row.accounts),
      balanceFen: BigInt(row.balanceFen),
    }));
    return { asOf: now, lines, sumFen: lines.reduce((sum, line) => sum + line.balanceFen, 0n) };
  },
);
