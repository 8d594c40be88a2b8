import { selectTariff, selectTariffs } from '#db/queries/tariffs';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { listStandardRanges } from '../standards/list-standards';
import { careTiers, TEKUN_SIX } from '../standards/standard.rules';
import { type BandStretch, bandStretches } from './band.rules';

/** The most fees a list shows: a handful a year. */
const TARIFFS_LIMIT = 500;

/** Fees of every status, by grade and newest first. */
export const listTariffs = read(
  'fees.view',
  async ({ tx }, { status }: { status?: 'proposed' | 'approved' | 'declined' }) =>
    selectTariffs(tx, { status, limit: TARIFFS_LIMIT }),
);

/** One fee, or undefined. */
export const findTariff = read('fees.view', async ({ tx }, { id }: { id: string }) => selectTariff(tx, id));

/** The price band of every grade from a day on: what a proposed fee has to lie in. */
export const listBands = read(
  'fees.view',
  async (
    scope,
    { from, until = null }: { from: PlainDate; until?: PlainDate | null },
  ): Promise<{ scaleCode: string; grade: string; stretches: BandStretch[] }[]> => {
    const standards = await listStandardRanges.within(scope, {});
    return careTiers.map((grade) => {
      const key = { scaleCode: TEKUN_SIX, grade };
      return { ...key, stretches: bandStretches(standards, key, { from, until }) };
    });
  },
);
