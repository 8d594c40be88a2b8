import { selectSpans, selectTimelineBeds } from '#db/queries/bed-timeline';
import { read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, dateOf, type PlainDate } from '../kernel/plain-date';
import { nameFor } from './list-board';
import { barsIn, type Span } from './timeline.rules';

/** Days that a timeline shows. */
export const TIMELINE_DAYS = 90;
/** Beds of one page of it. */
const PAGE_BEDS = 60;

/** What a timeline is to show. `after` is how many beds the pages before have shown. */
export interface TimelineAsked {
  readonly from?: PlainDate;
  readonly buildingId?: string;
  readonly floorId?: string;
  readonly after?: string;
}

/**
 * Ninety days of a page of beds in the order of the house: who lies in them, why they are closed, for whom they are kept,
 * since when they wait to be made ready. Five queries for any number of beds. Leave is known further down (stays).
 */
export const listBedTimeline = read('beds.view', async (scope, asked: TimelineAsked) => {
  const from = asked.from ?? scope.today;
  const window = { from, until: addDays(from, TIMELINE_DAYS) };
  const before = Math.max(0, Number.parseInt(asked.after ?? '0', 10) || 0);
  const { buildingId, floorId } = asked;
  const beds = await selectTimelineBeds(scope.tx, {
    ...window,
    buildingId,
    floorId,
    offset: before,
    limit: PAGE_BEDS + 1,
  });
  const page = beds.slice(0, PAGE_BEDS);
  const rows = await selectSpans(scope.tx, { bedIds: page.map(({ id }) => id), ...window });
  const spans: Span[] = [
    ...rows.occupancies.map(({ personName, fromOn, untilOn, stayId, bedId }) => ({
      kind: 'occupied' as const,
      bedId,
      range: { from: fromOn, until: untilOn },
      stayId: stayId ?? undefined,
      personName: nameFor(scope, personName),
    })),
    ...rows.closures.map(({ bedId, fromOn, untilOn, cause, reason }) => ({
      kind: 'closed' as const,
      bedId,
      range: { from: fromOn, until: untilOn },
      cause,
      reason,
    })),
    ...rows.reservations.map(({ bedId, fromOn, personName }) => ({
      kind: 'reserved' as const,
      bedId,
      range: { from: fromOn, until: null },
      personName: nameFor(scope, personName),
    })),
    ...rows.cleanings.map(({ bedId, vacatedOn, doneAt }) => ({
      kind: 'cleaning' as const,
      bedId,
      range: { from: vacatedOn, until: doneAt ? dateOf(doneAt) : addDays(scope.today, 1) },
    })),
  ];
  const ofBed = groupedBy(barsIn(spans, window), ({ bedId }) => bedId);
  return {
    ...window,
    today: scope.today,
    beds: page.map((bed) => ({ ...bed, bars: ofBed.get(bed.id) ?? [] })),
    next: beds.length > PAGE_BEDS ? String(before + PAGE_BEDS) : undefined,
  };
});

export type BedTimeline = Awaited<ReturnType<typeof listBedTimeline>>;
