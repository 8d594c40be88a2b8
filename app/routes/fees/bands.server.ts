import { type BandStretch, slightlyAboveFen } from '~/domain/fees/band.rules';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import type { ShownStretch } from '~/ui/fees/band-stretches';

/** The bands as a page shows them: what is missing in the reader's words, and up to where a fee is slightly above the floor. */
export const inWords = (
  stretches: readonly BandStretch[],
  { slightPercent }: { slightPercent: number },
): ShownStretch[] =>
  stretches.map(({ from, until, ...stretch }) =>
    'missing' in stretch
      ? { from, until, missing: stretch.missing.map(refusalText) }
      : {
          from,
          until,
          band: stretch.band,
          slight: { percent: slightPercent, mostFen: slightlyAboveFen(stretch.band, slightPercent) },
        },
  );
