import { incidentKinds, parties, severities } from '~/domain/care/incident.rules';
import { type IncidentRow, listIncidents } from '~/domain/care/list-incidents';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { dateOf } from '~/domain/kernel/plain-date';
import { csvStream } from '~/platform/spreadsheet/write-spreadsheet';
import { page } from '~/routes/authorised.server';
import { incidentLabel, partyLabel, severityLabel } from '~/ui/care/incident-labels';
import { formatTime } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { incidentsAsked } from './incidents-asked.server';

/** `2026-11-20 10:05`, which spreadsheet programs take for a time. */
const at = (instant: Date | null): string => (instant ? `${dateOf(instant)} ${formatTime(instant)}` : '');

/** Words by value, read while the language of the request is known: the rows are written later. */
const inWords = <Value extends string>(values: readonly Value[], labels: Record<Value, () => string>) =>
  Object.fromEntries(values.map((value) => [value, labels[value]()])) as Record<Value, string>;

/** Every incident that the filter of the list shows, page after page while it is sent. */
export const loader = page('care.view', async ({ actor, url }) => {
  const { last: _, ...asked } = incidentsAsked(url);
  const words = {
    kinds: inWords(incidentKinds, incidentLabel),
    severities: inWords(severities, severityLabel),
    centre: m.care_whole_centre(),
  };
  const rows = async function* () {
    for (let after: string | undefined; ; ) {
      const found = await listIncidents(actor, { ...asked, after, limit: PAGE_LIMIT });
      for (const row of found.rows) yield cellsOf(row, words);
      if (!found.next) return;
      after = found.next;
    }
  };
  const headers = [
    m.care_noticed_at(),
    m.care_kind(),
    m.care_severity(),
    m.care_person(),
    m.care_place(),
    m.care_what_happened(),
    m.care_what_done(),
    m.care_witnesses(),
    ...parties.flatMap((whom) => [
      m.care_told_until({ whom: partyLabel[whom]() }),
      m.care_told_on({ whom: partyLabel[whom]() }),
    ]),
    m.care_closed_at(),
    m.care_closing(),
    m.care_recorded(),
  ];
  return new Response(csvStream(headers, rows()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="incidents-${dateOf(actor.at ?? new Date())}.csv"`,
    },
  });
});

function cellsOf(
  row: IncidentRow,
  {
    kinds,
    severities: degrees,
    centre,
  }: {
    kinds: Record<IncidentRow['kind'], string>;
    severities: Record<IncidentRow['severity'], string>;
    centre: string;
  },
): readonly string[] {
  return [
    at(row.noticedAt),
    kinds[row.kind],
    degrees[row.severity],
    row.personName ?? centre,
    row.place,
    row.account.what,
    row.account.done ?? '',
    row.account.witnesses ?? '',
    ...parties.flatMap((whom) => {
      const notice = row.notices.find((one) => one.whom === whom);
      return [at(notice?.dueAt ?? null), at(notice?.toldAt ?? null)];
    }),
    at(row.closedAt),
    row.closing ?? '',
    row.recordedByName,
  ];
}
