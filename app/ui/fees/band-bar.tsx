import type { PriceBand } from '~/domain/fees/band.rules';
import { m } from '~/words/generated/messages';
import { formatMoney } from '../kit/format';

/**
 * A price band as a line from floor to market price with the fee on it. The numbers stand in words beside it, so the
 * drawing itself is silent.
 */
export function BandBar({ band, feeFen }: { band: PriceBand; feeFen?: bigint }) {
  const { floorFen, marketFen } = band;
  const span = Number(marketFen - floorFen);
  const place = feeFen === undefined || span <= 0 ? undefined : (Number(feeFen - floorFen) / span) * 80 + 10;
  const inside = feeFen !== undefined && floorFen < feeFen && feeFen < marketFen;
  return (
    <div className="grid gap-2">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className="h-4 w-full">
        <rect x="0" y="3" width="100" height="2" fill="var(--rule, currentColor)" opacity="0.25" />
        <rect x="10" y="2" width="80" height="4" fill="currentColor" opacity="0.35" />
        <rect x="9.6" y="0" width="0.8" height="8" fill="currentColor" />
        <rect x="89.6" y="0" width="0.8" height="8" fill="currentColor" />
        {place === undefined ? null : (
          <rect x={Math.max(0, Math.min(99, place - 0.8))} y="0" width="1.6" height="8" fill="currentColor" />
        )}
      </svg>
      <p className="flex flex-wrap justify-between gap-x-6 gap-y-1">
        <span>{m.fees_band_floor({ amount: formatMoney(floorFen) })}</span>
        {feeFen === undefined ? null : (
          <strong>
            {m.fees_band_fee({ amount: formatMoney(feeFen) })}
            {inside ? null : ` · ${m.fees_band_outside()}`}
          </strong>
        )}
        <span>{m.fees_band_market({ amount: formatMoney(marketFen) })}</span>
      </p>
    </div>
  );
}
