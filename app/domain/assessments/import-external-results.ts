import {
  type AssessmentRecord,
  selectByResultKeys,
  selectProposed,
  selectScales,
} from '#db/queries/assessments';
import { rehearse } from '../audit/rehearse';
import { type Scope, useCase } from '../audit/use-case';
import type { ImportReport, RefusedRow, SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import { findKnownPeople } from '../people/find-known-people';
import { externalImported } from './assessment.events';
import { resultKey } from './external-result.rules';
import { type ExternalRow, readExternalRow } from './external-row.rules';
import { keepResults } from './record-external-result';

/** Each result is sealed and has an audit event of its own; a longer list is cut. */
const MOST = 2_000;

interface Read {
  readonly row: number;
  readonly key: string;
  readonly said: ExternalRow;
}

/**
 * Takes over a list of results that others found. Issuer and number are the business key: the same list again adds nothing, whatever
 * became of a result meanwhile. Refused row by row: what `readExternalRow` refuses; ASSESSMENT.TWICE_IN_FILE, naming the first row;
 * .PERSON_UNKNOWN; .NAME_DIFFERS from that of the person; .PERSON_DECEASED; .RESULT_DIFFERS when the number is there with another result;
 * .PROPOSED_ALREADY while another one of the scale waits, in the file or before. Refuses the whole list with ASSESSMENT.TOO_MANY.
 */
export const importExternalResults = useCase({
  permission: 'assessments.take-over',
  input: sheetInput,
  constraints: {
    assessments_result_unique: refusal('ASSESSMENT.IMPORTED_AT_ONCE'),
    assessments_one_proposed: refusal('ASSESSMENT.IMPORTED_AT_ONCE'),
  },
  async run(scope, { rows, dryRun, fileName }): Promise<Result<ImportReport>> {
    if (rows.length > MOST) return refuse(refusal('ASSESSMENT.TOO_MANY', { params: { limit: MOST } }));
    return dryRun ? rehearse(scope, (trial) => take(trial, rows, fileName)) : take(scope, rows, fileName);
  },
});

async function take(
  scope: Scope,
  rows: readonly SheetRow[],
  fileName: string,
): Promise<Result<ImportReport>> {
  const refused: RefusedRow[] = [];
  const refuseRow = (row: number, problems: readonly Refusal[]) =>
    void refused.push({ row, problems: problems as [Refusal, ...Refusal[]] });

  const read = await readRows(scope, rows, refuseRow);
  const people = await findKnownPeople.within(scope, {
    identityNumbers: read.map(({ said }) => said.identityNumber),
  });
  const before = new Map<string, AssessmentRecord[]>();
  for (const one of await selectByResultKeys(
    scope.tx,
    read.map(({ key }) => key),
  ))
    before.set(one.resultKey ?? '', [...(before.get(one.resultKey ?? '') ?? []), one]);
  const proposed = new Set(
    (
      await selectProposed(
        scope.tx,
        [...people.values()].map(({ id }) => id),
      )
    ).map(({ personId, scaleCode }) => `${personId}/${scaleCode}`),
  );

  const added: Parameters<typeof keepResults>[1][number][] = [];
  let unchanged = 0;
  for (const { row, key, said } of read) {
    const { identityNumber, name, ...result } = said;
    const person = people.get(identityNumber);
    const earlier = before.get(key) ?? [];
    const waits = `${person?.id}/${result.scaleCode}`;
    if (!person) refuseRow(row, [refusal('ASSESSMENT.PERSON_NOT_REGISTERED', { field: 'identityNumber' })]);
    else if (person.name !== name) refuseRow(row, [refusal('ASSESSMENT.NAME_DIFFERS', { field: 'name' })]);
    else if (earlier.some((one) => isSame(one, person.id, said))) unchanged += 1;
    else if (earlier.length > 0)
      refuseRow(row, [refusal('ASSESSMENT.RESULT_DIFFERS', { field: 'issuerNumber' })]);
    else if (person.deceasedOn && person.deceasedOn <= said.assessedOn)
      refuseRow(row, [refusal('ASSESSMENT.PERSON_DECEASED', { field: 'identityNumber' })]);
    else if (proposed.has(waits))
      refuseRow(row, [refusal('ASSESSMENT.PROPOSED_ALREADY', { field: 'scaleCode' })]);
    else {
      proposed.add(waits);
      added.push({ ...result, personId: person.id, resultKey: key });
    }
  }
  await keepResults(scope, added);
  scope.audit(externalImported({ fileName, added: added.length, unchanged, refused: refused.length }));
  refused.sort((a, b) => a.row - b.row);
  return accept({ rows: rows.length, accepted: added.length + unchanged, unchanged, refused });
}

/** The same person, scale, day and grade: then it is the same paper. */
const isSame = (before: AssessmentRecord, personId: string, said: ExternalRow): boolean =>
  before.personId === personId &&
  before.scaleCode === said.scaleCode &&
  before.assessedOn === said.assessedOn &&
  before.grade === said.grade;

async function readRows(
  scope: Scope,
  rows: readonly SheetRow[],
  refuseRow: (row: number, problems: readonly Refusal[]) => void,
): Promise<Read[]> {
  const scales = await selectScales(scope.tx);
  const first = new Map<string, number>();
  return rows.flatMap(({ row, cells }): Read[] => {
    const said = readExternalRow(cells, { scales, today: scope.today });
    if (!said.ok) {
      refuseRow(row, said.refusals);
      return [];
    }
    const key = resultKey(said.value.issuer, said.value.issuerNumber);
    const earlier = first.get(key);
    if (earlier !== undefined) {
      refuseRow(row, [
        refusal('ASSESSMENT.TWICE_IN_FILE', { field: 'issuerNumber', params: { first: earlier } }),
      ]);
      return [];
    }
    first.set(key, row);
    return [{ row, key, said: said.value }];
  });
}
