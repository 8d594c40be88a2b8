import { rehearse } from '../audit/rehearse';
import { type Scope, useCase } from '../audit/use-case';
import type { ImportReport, RefusedRow, SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import { listTowns } from '../organisations/list-towns';
import { readIdentityNumber } from '../people/identity.rules';
import { register } from './register-volunteer';
import { readVolunteerRow } from './volunteer-row.rules';

/** A volunteer is several rows in several tables with a number of their own, taken one after the other; a longer list is cut. */
const MOST = 2_000;

/**
 * Registers the volunteers of a list, by 身份证号: who is registered already stays as they are, so importing again adds
 * nothing. The list states that each signed of their own will. Refused rows are told with every reason;
 * VOLUNTEER.TWICE_IN_SHEET names the row before. Refuses the whole list with VOLUNTEER.TOO_MANY.
 */
export const importVolunteers = useCase({
  permission: 'volunteers.import',
  input: sheetInput,
  async run(scope, { rows, dryRun }): Promise<Result<ImportReport>> {
    if (rows.length > MOST) return refuse(refusal('VOLUNTEER.TOO_MANY', { params: { limit: MOST } }));
    return dryRun ? rehearse(scope, (trial) => take(trial, rows)) : take(scope, rows);
  },
});

async function take(scope: Scope, rows: readonly SheetRow[]): Promise<Result<ImportReport>> {
  const towns = await listTowns.within(scope, {});
  const seen = new Map<string, number>();
  const refused: RefusedRow[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const result = await takeRow(scope, row, towns, seen);
    if (!result.ok) refused.push({ row: row.row, problems: result.refusals as [Refusal, ...Refusal[]] });
    else if (!result.value.created) unchanged += 1;
  }
  return accept({ rows: rows.length, accepted: rows.length - refused.length, unchanged, refused });
}

async function takeRow(
  scope: Scope,
  row: SheetRow,
  towns: Parameters<typeof readVolunteerRow>[1],
  seen: Map<string, number>,
) {
  const read = readVolunteerRow(row, towns);
  const identity = readIdentityNumber(row.cells.身份证号 ?? '');
  const before = identity.ok ? seen.get(identity.value.number) : undefined;
  if (identity.ok && before === undefined) seen.set(identity.value.number, row.row);
  const problems = [
    ...(before === undefined
      ? []
      : [refusal('VOLUNTEER.TWICE_IN_SHEET', { field: 'identityNumber', params: { row: before } })]),
    ...(read.ok ? [] : read.refusals),
    ...(identity.ok ? [] : identity.refusals.map((one) => ({ ...one, field: 'identityNumber' }))),
  ];
  if (!read.ok || problems.length > 0) return refuse(...problems);
  const result = await register(
    scope,
    {
      ...read.value,
      serviceKinds: [...read.value.serviceKinds],
      skills: [...read.value.skills],
      availability: [...read.value.availability],
      dailyLimitMinutes: 480,
      weeklyLimitMinutes: 1200,
      ownWill: true,
    },
    { imported: true },
  );
  return result.ok ? result : refuse(...result.refusals.map(inColumn));
}

/** What the form asks for in fields of its own stands in these columns of a list. */
const COLUMNS: readonly [begins: string, column: string][] = [
  ['availability.', 'availability'],
  ['homeLatitude', 'townCode'],
];

function inColumn(problem: Refusal): Refusal {
  const ofSkill = /^skills\.\d+\.(licenceNumber|validUntil|skill)$/.exec(problem.field ?? '')?.[1];
  if (ofSkill) return { ...problem, field: ofSkill };
  const column = COLUMNS.find(([begins]) => problem.field?.startsWith(begins));
  return column ? { ...problem, field: column[1] } : problem;
}
