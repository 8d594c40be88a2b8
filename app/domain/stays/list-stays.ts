import { selectStays } from '#db/queries/stays';
import { read } from '../audit/use-case';
import { cursorOf, readCursor } from '../kernel/date-cursor';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';

/** What a list of stays may be narrowed by. */
export interface StaysAsked {
  /** Only those who live in the centre on this day. */
  readonly on?: PlainDate;
  /** Part of the person's name. */
  readonly name?: string;
  readonly after?: string;
  readonly limit?: number;
}

/** Stays with the bed they were in last, whoever was admitted last first. */
export const listStays = read('stays.view', async ({ tx, actor }, asked: StaysAsked) => {
  const limit = Math.min(asked.limit ?? 50, PAGE_LIMIT);
  const after = readCursor(asked.after);
  const rows = await selectStays(tx, {
    on: asked.on,
    nameContains: asked.name,
    townCode: actor.townCode,
    after: after && { admittedOn: after.date, id: after.id },
    limit: limit + 1,
  });
  return pageOf(rows, limit, ({ admittedOn, id }) => cursorOf(admittedOn, id));
});

export type StayRow = Awaited<ReturnType<typeof listStays>>['rows'][number];
