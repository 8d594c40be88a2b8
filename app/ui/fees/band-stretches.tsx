import type { BandStretch } from '~/domain/fees/band.rules';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatDate, formatMoney, formatPeriod } from '../kit/format';
import { Notice } from '../kit/notice';
import { BandBar } from './band-bar';

/** A stretch of days as a page shows it: missing standards already in words. */
export type ShownStretch = Pick<BandStretch, 'from' | 'until'> &
  (
    | {
        readonly band: Extract<BandStretch, { band: unknown }>['band'];
        /** Up to where a fee is slightly above the floor (略高于), and by how many per cent. */
        readonly slight: { readonly percent: number; readonly mostFen: bigint };
      }
    | { readonly missing: readonly string[] }
  );

/** The price band over some days, stretch by stretch, with what it is made of and where that comes from. */
export function BandStretches({
  stretches,
  feeFen,
}: {
  stretches: readonly ShownStretch[];
  feeFen?: bigint;
}) {
  return (
    <div className="grid gap-6">
      {stretches.map((stretch) => (
        <div key={stretch.from} className="grid gap-3">
          <h3>{formatPeriod(stretch.from, stretch.until)}</h3>
          {'missing' in stretch ? (
            <Notice tone="late">
              {stretch.missing.map((text) => (
                <p key={text}>{text}</p>
              ))}
            </Notice>
          ) : (
            <>
              <BandBar band={stretch.band} feeFen={feeFen} />
              {feeFen !== undefined && feeFen > stretch.slight.mostFen ? (
                <Notice tone="due" title={m.fees_slight_exceeded()}>
                  <p>
                    {m.fees_slight_exceeded_text({
                      fee: formatMoney(feeFen),
                      floor: formatMoney(stretch.band.floorFen),
                      percent: stretch.slight.percent,
                      on: formatDate(stretch.from),
                      most: formatMoney(stretch.slight.mostFen),
                    })}
                  </p>
                </Notice>
              ) : null}
              <DescriptionList
                items={[
                  {
                    term: m.fees_band_floor_made(),
                    value: m.fees_band_floor_sum({
                      basic: formatMoney(stretch.band.basicFen),
                      of: stretch.band.floorOf === 'urban' ? m.fees_band_urban() : m.fees_band_rural(),
                      care: formatMoney(stretch.band.careFen),
                    }),
                  },
                  {
                    term: m.fees_slight(),
                    value: m.fees_slight_upto({
                      amount: formatMoney(stretch.slight.mostFen),
                      percent: stretch.slight.percent,
                    }),
                  },
                  { term: m.fees_band_floor_source(), value: stretch.band.floorSource },
                  { term: m.fees_band_market_source(), value: stretch.band.marketSource },
                ]}
              />
            </>
          )}
        </div>
      ))}
    </div>
  );
}
