import type { Tile } from './map-drawing';
import './plan-map.css';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Drawn by the server: towns, the rounds of a day and what stayed open. Points of the drawing, not degrees. */
export interface DrawnMap {
  readonly width: number;
  readonly height: number;
  /** A map from elsewhere beneath it all; none without the setting for it. */
  readonly tiles: readonly Tile[];
  readonly towns: readonly (Point & {
    readonly name: string;
    readonly below: boolean;
    readonly anchor: 'start' | 'middle' | 'end';
  })[];
  /** Whence somebody gets there within the half-hour radius. */
  readonly reach: (Point & { readonly radius: number }) | undefined;
  readonly rounds: readonly { readonly id: string; readonly points: string }[];
  readonly visits: readonly (Point & { readonly id: string; readonly whole: string })[];
  readonly open: readonly (Point & { readonly id: string; readonly whole: string })[];
}

/** Where the visits of a day are. The same is told in words by the list below it. */
export const PlanMap = ({ label, map }: { label: string; map: DrawnMap }) => (
  <svg
    className="plan-map"
    viewBox={`0 0 ${map.width} ${map.height}`}
    // As large as there is room for; only its shape is kept.
    width={map.width * 4}
    height={map.height * 4}
    role="img"
    aria-label={label}
  >
    {map.tiles.map(({ href, x, y, size }) => (
      <image key={href} className="plan-map-tile" href={href} x={x} y={y} width={size} height={size} />
    ))}
    {map.reach ? (
      <circle className="plan-map-reach" cx={map.reach.x} cy={map.reach.y} r={map.reach.radius} />
    ) : null}
    {map.towns.map((town) => (
      <g key={town.name}>
        <rect className="plan-map-centre" x={town.x - 4} y={town.y - 4} width="8" height="8" />
        <text
          className={town.below ? 'plan-map-town plan-map-below' : 'plan-map-town'}
          x={town.x}
          y={town.y}
          textAnchor={town.anchor}
        >
          {town.name}
        </text>
      </g>
    ))}
    {map.rounds.map((round) => (
      <polyline key={round.id} className="plan-map-round" points={round.points} />
    ))}
    {map.open.map((one) => (
      <rect key={one.id} className="plan-map-open" x={one.x - 5} y={one.y - 5} width="10" height="10">
        <title>{one.whole}</title>
      </rect>
    ))}
    {map.visits.map((one) => (
      <circle key={one.id} className="plan-map-visit" cx={one.x} cy={one.y} r="6">
        <title>{one.whole}</title>
      </circle>
    ))}
  </svg>
);
