/** Width of the drawing, in its own points. */
const WIDTH = 800;
/** The least height, where all places lie beside each other. */
const LEAST_HEIGHT = 320;
/** Between the outermost places and the edge. */
const MARGIN = 40;
/** Places nearer to each other than this, in parts of the way around the earth, are drawn no further apart: about 1 km. */
const LEAST_SPAN = 0.01 / 360;
/** Points of a tile at its own size. */
const TILE = 256;
/** Equator of the sphere that Web Mercator draws. */
const AROUND_KM = 40_075;
/** Beyond it most servers have none. */
const MOST_ZOOM = 18;

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** A square of a map from elsewhere, in points of the drawing. */
export interface Tile {
  readonly href: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Web Mercator: parts of the way around the earth from the date line, and from the northern edge of the square. */
const onSquare = ({ latitude, longitude }: Place) => ({
  x: (longitude + 180) / 360,
  y: 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI),
});

const middleOf = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
const spanOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

/**
 * A drawing, north up, that holds all places. `tiles`: address of map tiles with {z}, {x} and {y}, which then lie
 * beneath; without it only how the places lie to each other can be drawn.
 */
export function drawingOf(places: readonly Place[], tiles?: string) {
  const points = places.length > 0 ? places.map(onSquare) : [{ x: 0.5, y: 0.5 }];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const scale = (WIDTH - 2 * MARGIN) / Math.max(spanOf(xs), spanOf(ys), LEAST_SPAN);
  const height = Math.max(LEAST_HEIGHT, Math.round(spanOf(ys) * scale) + 2 * MARGIN);
  const left = middleOf(xs) - WIDTH / 2 / scale;
  const top = middleOf(ys) - height / 2 / scale;
  return {
    width: WIDTH,
    height,
    to: (place: Place) => {
      const { x, y } = onSquare(place);
      return { x: Math.round((x - left) * scale), y: Math.round((y - top) * scale) };
    },
    /** Points that so many kilometres around a place are long in the drawing. */
    lengthAt: ({ latitude }: Place, km: number) =>
      Math.round((km / AROUND_KM / Math.cos((latitude * Math.PI) / 180)) * scale),
    tiles: tiles ? tilesOf(tiles, { left, top, scale, height }) : [],
  };
}

function tilesOf(
  address: string,
  { left, top, scale, height }: { left: number; top: number; scale: number; height: number },
): Tile[] {
  const zoom = Math.max(0, Math.min(MOST_ZOOM, Math.round(Math.log2(scale / TILE))));
  const across = 2 ** zoom;
  const size = scale / across;
  const range = (from: number, length: number) => {
    const first = Math.floor(from * across);
    const last = Math.ceil((from + length / scale) * across);
    return Array.from({ length: last - first }, (_, n) => first + n).filter((n) => n >= 0 && n < across);
  };
  return range(left, WIDTH).flatMap((x) =>
    range(top, height).map((y) => ({
      href: address.replaceAll('{z}', String(zoom)).replaceAll('{x}', String(x)).replaceAll('{y}', String(y)),
      x: (x / across - left) * scale,
      y: (y / across - top) * scale,
      size,
    })),
  );
}

/** Names within so many points of each other, across and down, would lie on each other. */
const NAME = { across: 200, down: 30 };
/** From the edge of the drawing, a name that is centred would be cut. */
const EDGE = 120;

/** Where the names of places stand: above them, or below where another stands there already; at the edges beside them. */
export function withNames<Named extends { readonly x: number; readonly y: number }>(
  places: readonly Named[],
) {
  const placed: (Named & { below: boolean; anchor: 'start' | 'middle' | 'end' })[] = [];
  for (const place of places) {
    const isTaken = placed.some(
      (one) => !one.below && Math.abs(one.x - place.x) < NAME.across && Math.abs(one.y - place.y) < NAME.down,
    );
    const anchor = place.x < EDGE ? 'start' : place.x > WIDTH - EDGE ? 'end' : 'middle';
    placed.push({ ...place, below: isTaken, anchor });
  }
  return placed;
}
