import { selectScaleOn, selectScales } from '#db/queries/assessments';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';

/** The version of a scale in force on a day (today unless given), with its items; undefined when there is none. */
export const findScale = read(
  'assessments.view',
  async ({ tx, today }, { code, on = today }: { code: string; on?: PlainDate }) =>
    selectScaleOn(tx, { code, on }),
);

/** Every version of every scale of the tenant. */
export const listScales = read('assessments.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectScales(tx),
);
