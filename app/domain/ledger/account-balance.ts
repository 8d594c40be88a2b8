import { selectBalances, selectCodeBalance } from '#db/queries/ledger';
import { read } from '../audit/use-case';
import type { Fen } from '../kernel/money';

/** Balance of one account (debit +): of a code's own account, or of one subject's account under it. Zero when nothing was ever posted. */
export const accountBalance = read(
  'ledger.view',
  async (
    { tx },
    { code, subject }: { code: string; subject?: { type: string; id: string } },
  ): Promise<Fen> => {
    const [row] = await selectBalances(tx, {
      code,
      subject: subject && { type: subject.type, ids: [subject.id] },
    });
    return row?.balanceFen ?? 0n;
  },
);

/** Balances of many subjects' accounts under one code, by subject id; absent when nothing was ever posted. */
export const accountBalances = read(
  'ledger.view',
  async (
    { tx },
    { code, type, ids }: { code: string; type: string; ids: readonly string[] },
  ): Promise<Map<string, Fen>> => {
    if (ids.length === 0) return new Map();
    const rows = await selectBalances(tx, { code, subject: { type, ids } });
    return new Map(rows.map((row) => [row.subjectId ?? '', row.balanceFen]));
  },
);

/** Balance of a code over all its subjects (debit +). */
export const codeBalance = read(
  'ledger.view',
  async ({ tx }, { code }: { code: string }): Promise<Fen> => selectCodeBalance(tx, code),
);
