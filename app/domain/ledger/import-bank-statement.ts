import { newId } from '#db/new-id';
import {
  insertBankBatch,
  insertBankLines,
  lockStatementImports,
  selectKnownBankLines,
} from '#db/queries/bank-lines';
import { blindIndex, seal } from '#db/sealed';
import { useCase } from '../audit/use-case';
import type { ImportReport, RefusedRow } from '../kernel/import-report';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import {
  businessTexts,
  missingColumns,
  readStatementRow,
  type StatementLine,
  statementColumns,
} from './bank-statement.rules';
import { ledgerEvent } from './ledger.events';

/** What became of the rows, and the batch of the new lines, if there are any. */
export interface StatementReport extends ImportReport {
  readonly batchId: string | null;
}

/**
 * Takes the lines of a bank statement, each once however often its file comes. Lines that are new are offered to
 * bills and gifts by a job each. A dry run answers the same and leaves nothing.
 * Refuses a file without the columns it needs (LEDGER.STATEMENT_COLUMNS); rows that do not read are in the report.
 */
export const importBankStatement = useCase({
  permission: 'ledger.import',
  input: sheetInput,
  async run(
    { tx, now, actor, audit, publish },
    { rows, fileName, dryRun },
  ): Promise<Result<StatementReport>> {
    if (rows.length === 0) return refuse(refusal('LEDGER.STATEMENT_EMPTY'));
    const columns = statementColumns(Object.keys(rows[0]?.cells ?? {}));
    const missing = missingColumns(columns);
    if (missing.length > 0)
      return refuse(refusal('LEDGER.STATEMENT_COLUMNS', { params: { columns: missing.join('、') } }));

    const lines: StatementLine[] = [];
    const refused: RefusedRow[] = [];
    for (const row of rows) {
      const read = readStatementRow(row, columns);
      if ('line' in read) lines.push(read.line);
      else refused.push({ row: row.row, problems: read.problems });
    }
    await lockStatementImports(tx);
    const keys = businessTexts(lines).map((text) => blindIndex('bank-line', text));
    const known = await selectKnownBankLines(tx, keys);
    const fresh = new Map(
      lines.map((line, index) => [keys[index] as string, line] as const).filter(([key]) => !known.has(key)),
    );
    const report: ImportReport = {
      rows: rows.length,
      accepted: lines.length,
      unchanged: lines.length - fresh.size,
      refused,
    };
    if (dryRun || fresh.size === 0) return accept({ ...report, batchId: null });

    const batchId = newId();
    await insertBankBatch(tx, {
      id: batchId,
      fileName,
      linesRead: lines.length,
      linesAdded: fresh.size,
      importedAt: now,
      importedBy: actor.userId,
    });
    await insertBankLines(
      tx,
      [...fresh].map(([businessKey, line]) => ({
        id: newId(),
        batchId,
        businessKey,
        bookedOn: line.bookedOn,
        amountFen: line.amountFen,
        counterpartyName: line.counterpartyName,
        counterpartyAccountSealed: line.counterpartyAccount
          ? seal('bank_lines.counterparty_account_sealed', line.counterpartyAccount)
          : null,
        summary: line.summary,
        remark: line.remark,
        bankNumber: line.bankNumber,
      })),
    );
    audit(
      ledgerEvent({
        kind: 'ledger.statement-imported',
        subject: { type: 'bank-batch', id: batchId },
        data: { fileName, read: lines.length, added: fresh.size, refused: refused.length },
      }),
    );
    publish({ job: 'fees.match-bank-lines', key: batchId, payload: { batchId } });
    publish({ job: 'donations.match-bank-lines', key: batchId, payload: { batchId } });
    return accept({ ...report, batchId });
  },
});
