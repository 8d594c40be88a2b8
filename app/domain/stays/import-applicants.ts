import {
  insertApplications,
  type NewApplication,
  selectApplicationsOf,
  selectResidentIds,
} from '#db/queries/stays';
import { rehearse } from '../audit/rehearse';
import { type Scope, useCase } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import type { ImportReport, RefusedRow, SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import { listTowns } from '../organisations/list-towns';
import { readApplicantRow } from '../people/applicant-row.rules';
import { type PersonOfSheet, registerPeople } from '../people/register-people';
import { standing } from './standing.rules';
import { applicationConstraints } from './stay.constraints';
import { applicationEvent, importEvent } from './stay.events';

/** A row that was read, with the person's number apart. */
interface Applicant {
  readonly row: number;
  readonly person: PersonOfSheet;
  readonly application: Omit<NewApplication, 'personId' | 'origin'>;
}

/**
 * Takes the applicants of a sheet. Identity number and date of application are the business key: the same people from
 * another file add nothing. Refused row by row: what `readApplicantRow` refuses; STAY.TWICE_IN_FILE for the second row of a
 * person, naming the first; PERSON.IDENTITY_TAKEN; STAY.OPEN_APPLICATION, naming the other; STAY.ALREADY_RESIDENT.
 */
export const importApplicants = useCase({
  permission: 'stays.import',
  input: sheetInput,
  constraints: applicationConstraints,
  async run(scope, { rows, dryRun, fileName }): Promise<Result<ImportReport>> {
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

  const applicants = onceEach(await readRows(scope, rows, refuseRow), refuseRow);
  const registered = await registerPeople(
    scope,
    applicants.map(({ person }) => person),
  );
  const known: { applicant: Applicant; personId: string }[] = [];
  for (const applicant of applicants) {
    const person = registered.get(applicant.person.identityNumber);
    if (person?.ok) known.push({ applicant, personId: person.value.personId });
    else if (person) refuseRow(applicant.row, person.refusals);
  }

  const personIds = known.map(({ personId }) => personId);
  const earlier = groupedBy(await selectApplicationsOf(scope.tx, personIds), ({ personId }) => personId);
  const residents = await selectResidentIds(scope.tx, personIds);
  const added: NewApplication[] = [];
  let unchanged = 0;
  for (const { applicant, personId } of known) {
    const { application } = applicant;
    const verdict = standing(application.appliedOn, {
      earlier: earlier.get(personId) ?? [],
      resident: residents.has(personId),
    });
    if (verdict === 'there') unchanged += 1;
    else if (verdict === 'new') added.push({ ...application, personId, origin: 'import' });
    else refuseRow(applicant.row, [verdict]);
  }
  await insert(scope, added);
  scope.audit(
    importEvent('applicants.imported', 'applicants', {
      fileName,
      added: added.length,
      unchanged,
      refused: refused.length,
    }),
  );
  refused.sort((a, b) => a.row - b.row);
  return accept({ rows: rows.length, accepted: added.length + unchanged, unchanged, refused });
}

type RefuseRow = (row: number, problems: readonly Refusal[]) => void;

async function readRows(scope: Scope, rows: readonly SheetRow[], refuseRow: RefuseRow): Promise<Applicant[]> {
  const towns = await listTowns.within(scope, {});
  return rows.flatMap(({ row, cells }): Applicant[] => {
    const read = readApplicantRow(cells, { towns, today: scope.today });
    if (!read.ok) {
      refuseRow(row, read.refusals);
      return [];
    }
    const { person, phone, householdSize, stated, guardianName, appliedOn, note } = read.value;
    const { identityNumber } = person;
    if (identityNumber === null) throw new Error(`Row ${row} was read without an identity number`);
    const application = {
      appliedOn,
      householdSize,
      category: person.hardshipCategory,
      guardianName,
      guardianPhone: phone,
      stated,
      note,
      details: null,
    };
    return [{ row, person: { ...person, identityNumber, address: null }, application }];
  });
}

/** The first row of each person; every further one is refused. */
function onceEach(applicants: readonly Applicant[], refuseRow: RefuseRow): Applicant[] {
  const first = new Map<string, number>();
  return applicants.filter(({ row, person: { identityNumber } }) => {
    const earlier = first.get(identityNumber);
    if (earlier === undefined) first.set(identityNumber, row);
    else
      refuseRow(row, [
        refusal('STAY.TWICE_IN_FILE', { field: 'identityNumber', params: { first: earlier } }),
      ]);
    return earlier === undefined;
  });
}

async function insert(scope: Scope, added: readonly NewApplication[]): Promise<void> {
  const ids = await insertApplications(scope.tx, added);
  for (const [index, id] of ids.entries()) {
    const { personId } = added[index] as NewApplication;
    scope.audit(applicationEvent('application.received', id, { personId, origin: 'import' }));
  }
}
