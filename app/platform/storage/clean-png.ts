import { Readable } from 'node:stream';
import { crc32, createInflate } from 'node:zlib';
import { MOST_PIXELS } from './picture-size';

/** What draws the picture; everything else beside it is left out. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const SIGNATURE_BYTES = 8;
/** Length, type and check sum of a chunk. */
const FRAME_BYTES = 12;
/** Samples per pixel by type of colour: grey, RGB, palette, grey with alpha, RGB with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Start and step of the seven passes of an interlaced picture: x, y, step x, step y. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A PNG put together anew from what draws it (W3C PNG); undefined when it is cut off or its pixels are not those it announces. */
export async function cleanPng(bytes: Buffer): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  const pixels: Buffer[] = [];
  let expected: number | undefined;
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + FRAME_BYTES + length;
    if (end > bytes.length) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    if ((expected === undefined) !== (type === 'IHDR')) return undefined;
    if (type === 'IHDR') {
      expected = sizeOf(bytes.subarray(at + 8, end - 4));
      if (expected === undefined) return undefined;
    }
    if (type === 'IDAT') pixels.push(bytes.subarray(at + 8, end - 4));
    // An unknown chunk that begins with a capital is needed to draw the picture.
    if (KEPT.has(type)) parts.push(bytes.subarray(at, end));
    else if (/^[A-Z]/.test(type)) return undefined;
    if (type === 'IEND') return (await inflatesTo(pixels, expected ?? 0)) ? Buffer.concat(parts) : undefined;
    at = end;
  }
  return undefined;
}

/** Bytes of the pixels with the filter byte of each line; undefined when the header is none that is drawn. */
function sizeOf(header: Buffer): number | undefined {
  if (header.length !== 13) return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, colour = 0, , , interlaced] = header.subarray(8);
  const samples = SAMPLES[colour];
  if (!samples || ![1, 2, 4, 8, 16].includes(depth) || width * height === 0 || width * height > MOST_PIXELS)
    return undefined;
  const lines = (wide: number, high: number) =>
    wide === 0 || high === 0 ? 0 : high * (1 + Math.ceil((wide * samples * depth) / 8));
  if (!interlaced) return lines(width, height);
  return ADAM7.reduce(
    (sum, [x, y, stepX, stepY]) =>
      sum + lines(Math.max(0, Math.ceil((width - x) / stepX)), Math.max(0, Math.ceil((height - y) / stepY))),
    0,
  );
}

/** Whether the pixels unpack to as many bytes as announced; stops as soon as there are more. */
async function inflatesTo(pixels: readonly Buffer[], expected: number): Promise<boolean> {
  let size = 0;
  const inflate = Readable.from(pixels, { objectMode: false }).pipe(createInflate());
  try {
    for await (const chunk of inflate) {
      size += (chunk as Buffer).length;
      if (size > expected) return false;
    }
  } catch {
    return false;
  }
  return size === expected;
}
