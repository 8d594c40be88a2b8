import { describe, expect, it } from 'vitest';
import { distanceKm, placesAround } from '~/domain/kernel/place';
import { reachKm, travelMinutes } from '~/domain/visits/planning/travel';
import { drawingOf } from '~/ui/visits/map-drawing';

const boshan = { latitude: 36.497, longitude: 117.858 };
const yuanquan = { latitude: 36.41, longitude: 118.05 };
const tiles = 'https://tiles.example/{z}/{x}/{y}.png';

describe('the drawing of a plan', () => {
  it('holds all places, north up, and none when there are none', () => {
    const { to, width, height } = drawingOf([boshan, yuanquan]);
    const [west, east] = [to(boshan), to(yuanquan)];
    expect(west.x).toBe(40);
    expect(east.x).toBe(width - 40);
    expect(west.y).toBeLessThan(east.y);
    expect(west.y).toBeGreaterThanOrEqual(40);
    expect(east.y).toBeLessThanOrEqual(height - 40);
    const { to: alone, ...small } = drawingOf([boshan]);
    expect(alone(boshan)).toEqual({ x: small.width / 2, y: small.height / 2 });
    expect(drawingOf([]).tiles).toEqual([]);
    expect(drawingOf([], tiles).height).toBeGreaterThan(0);
  });

  it('draws what is reached within some minutes as large as it is', () => {
    const { to, lengthAt } = drawingOf([boshan, yuanquan]);
    const [west, east] = [to(boshan), to(yuanquan)];
    const apart = Math.hypot(east.x - west.x, east.y - west.y);
    const minutes = travelMinutes(boshan, yuanquan);
    expect(lengthAt(boshan, reachKm(minutes))).toBeGreaterThanOrEqual(Math.floor(apart));
    expect(lengthAt(boshan, reachKm(minutes - 1))).toBeLessThan(apart);
  });

  it('holds all that is within reach of a place at its edge', () => {
    const ends = placesAround(yuanquan, reachKm(30));
    const { to, lengthAt, width, height } = drawingOf([boshan, yuanquan, ...ends]);
    const [centre, radius] = [to(yuanquan), lengthAt(yuanquan, reachKm(30))];
    expect(centre.x + radius).toBeLessThanOrEqual(width - 39);
    expect(centre.y - radius).toBeGreaterThanOrEqual(39);
    expect(centre.y + radius).toBeLessThanOrEqual(height - 39);
    for (const end of ends) expect(distanceKm(yuanquan, end)).toBeCloseTo(reachKm(30), 1);
  });

  it('lies on the tiles on which the places are, at about their own size', () => {
    const drawing = drawingOf([boshan, yuanquan], tiles);
    // Slippy map: x = 2^z (lon + 180) / 360, y = 2^z (1 - asinh(tan lat) / π) / 2.
    const under = ({ latitude, longitude }: typeof boshan) => {
      const { x, y } = drawing.to({ latitude, longitude });
      const found = drawing.tiles.find(
        (one) => x >= one.x && x < one.x + one.size && y >= one.y && y < one.y + one.size,
      );
      return found?.href;
    };
    expect(under(boshan)).toBe('https://tiles.example/12/3388/1601.png');
    expect(under(yuanquan)).toBe('https://tiles.example/12/3391/1602.png');
    for (const { size } of drawing.tiles) {
      expect(size).toBeGreaterThan(180);
      expect(size).toBeLessThan(363);
    }
    const beneath = drawing.tiles.reduce((sum, { size }) => sum + size * size, 0);
    expect(beneath).toBeGreaterThanOrEqual(drawing.width * drawing.height);
  });
});
