import { incidentKinds } from '~/domain/care/incident.rules';
import type { IncidentsAsked } from '~/domain/care/list-incidents';
import { addDays, parsePlainDate } from '~/domain/kernel/plain-date';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the address of a list of incidents asks for; `last` is the last day, which counts too. */
export function incidentsAsked({ searchParams }: URL): IncidentsAsked & { readonly last?: string } {
  const said = (name: string) => searchParams.get(name) ?? undefined;
  const last = parsePlainDate(said('last') ?? '');
  const personId = said('personId');
  return {
    personId: personId && UUID.test(personId) ? personId : undefined,
    kind: incidentKinds.find((kind) => kind === said('kind')),
    state: (['open', 'closed'] as const).find((state) => state === said('state')),
    untold: (['any', 'late'] as const).find((untold) => untold === said('untold')),
    from: parsePlainDate(said('from') ?? ''),
    until: last && addDays(last, 1),
    last,
  };
}
