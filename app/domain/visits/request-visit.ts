import { insertNeeds } from '#db/queries/visits';
import { type Scope, useCase } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { listTowns } from '../organisations/list-towns';
import { visitRequested } from './visit.events';
import { type Need, needForm, windowsOf } from './visit.forms';

/** Why the windows of a need cannot be kept. */
export function windowProblems(
  { windows, durationMinutes }: Pick<Need, 'windows' | 'durationMinutes'>,
  today: PlainDate,
): Refusal[] {
  const problems = windows.flatMap(({ date, fromMinute, untilMinute }, index) => {
    const field = `windows.${index}`;
    if (date < today) return [refusal('VISIT.WINDOW_PAST', { field: `${field}.date`, params: { date } })];
    if (untilMinute - fromMinute < durationMinutes) {
      return [
        refusal('VISIT.WINDOW_SHORT', { field: `${field}.until`, params: { minutes: durationMinutes } }),
      ];
    }
    return [];
  });
  const starts = new Set(windows.map(({ date, fromMinute }) => `${date} ${fromMinute}`));
  return starts.size < windows.length
    ? [...problems, refusal('VISIT.WINDOW_TWICE', { field: 'windows' })]
    : problems;
}

/** Asks for a visit. Refuses VISIT.TOWN_UNKNOWN, .TOWN_NOT_YOURS, .PLACE_UNKNOWN, .PERSON_UNKNOWN, .WINDOW_PAST, .WINDOW_SHORT, .WINDOW_TWICE. */
export const requestVisit = useCase({
  permission: 'visits.request',
  input: needForm,
  constraints: { visit_needs_person_fk: refusal('VISIT.PERSON_UNKNOWN', { field: 'personId' }) },
  known: ({ today }, { windows, durationMinutes }) =>
    windows
      ? windowProblems({ windows: windowsOf(windows), durationMinutes: durationMinutes ?? 0 }, today)
      : [],
  run: (scope, form) => request(scope, { ...form, windows: windowsOf(form.windows) }),
});

/** Asks for one visit inside a larger change. With an `externalKey` that is known already nothing is added. */
export async function request(
  scope: Scope,
  form: Need,
  externalKey?: string,
): Promise<Result<{ needId: string | null; created: boolean }>> {
  const problems = windowProblems(form, scope.today);
  const town = (await listTowns.within(scope, {})).find((one) => one.code === form.townCode);
  const latitude = form.latitude ?? town?.latitude;
  const longitude = form.longitude ?? town?.longitude;
  if (!town) problems.push(refusal('VISIT.TOWN_UNKNOWN', { field: 'townCode' }));
  else if (scope.actor.townCode && scope.actor.townCode !== town.code)
    problems.push(refusal('VISIT.TOWN_NOT_YOURS', { field: 'townCode' }));
  else if (latitude == null || longitude == null)
    problems.push(refusal('VISIT.PLACE_UNKNOWN', { field: 'latitude' }));
  if (problems.length > 0 || latitude == null || longitude == null) return refuse(...problems);
  const [need] = await insertNeeds(scope.tx, [
    { ...form, externalKey, latitude, longitude, requestedAt: scope.now, requestedBy: scope.actor.name },
  ]);
  if (!need) return accept({ needId: null, created: false });
  const { serviceKind, place } = form;
  scope.audit(visitRequested(need.id, { serviceKind, place, imported: externalKey !== undefined }));
  return accept({ needId: need.id, created: true });
}
