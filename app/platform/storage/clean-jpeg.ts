import { MOST_PIXELS } from './picture-size';

const [SOI, EOI, SOS, APP0, APP1, APP14] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xee];
/** Frames that browsers draw: baseline, extended and progressive, Huffman coded. */
const FRAMES = [0xc0, 0xc1, 0xc2];
/** Huffman and quantisation tables, restart interval; JFIF and Adobe say how colours are meant. */
const KEPT = new Set([0xc4, 0xdb, 0xdd, APP0, APP14]);

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isDropped = (marker: number): boolean => marker === 0xfe || (marker >= APP0 && marker <= 0xef);

/** A JPEG put together anew from what draws it (ITU-T T.81); undefined when it is cut off or none. */
export function cleanJpeg(bytes: Buffer): Uint8Array | undefined {
  const parts: Buffer[] = [];
  let orientation = 1;
  let [frames, scans, at] = [0, 0, 2];
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) return frames === 1 && scans > 0 ? together(parts, orientation) : undefined;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > bytes.length) return undefined;
    const segment = bytes.subarray(at, end);
    if (FRAMES.includes(marker)) {
      if (!isDrawable(segment)) return undefined;
      frames += 1;
      parts.push(segment);
    } else if (marker === SOS) {
      if (frames === 0) return undefined;
      scans += 1;
      const next = afterScan(bytes, end);
      parts.push(bytes.subarray(at, next));
      at = next;
      // The last marker has two bytes only.
      if (bytes[at] === 0xff && bytes[at + 1] === EOI) return together(parts, orientation);
      continue;
    } else if (KEPT.has(marker)) parts.push(segment);
    else if (marker === APP1) orientation = orientationOf(segment) ?? orientation;
    else if (!isDropped(marker)) return undefined;
    at = end;
  }
  return undefined;
}

function isDrawable(segment: Buffer): boolean {
  if (segment.length < 10) return false;
  const pixels = segment.readUInt16BE(5) * segment.readUInt16BE(7);
  return pixels > 0 && pixels <= MOST_PIXELS;
}

/** Where the compressed data of a scan end: at the next marker that is neither a stuffed byte nor a restart. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

/** Which way up the picture is, 1 to 8: the one thing of its Exif data that changes what is seen. */
function orientationOf(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0') return undefined;
  const tiff = segment.subarray(10);
  if (tiff.length < 14) return undefined;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return undefined;
  for (let entry = 0; entry < short(first); entry++) {
    const at = first + 2 + entry * 12;
    if (at + 12 > tiff.length) return undefined;
    if (short(at) !== 0x0112) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

const orientationSegment = (orientation: number): Buffer =>
  Buffer.from([
    ...[0xff, APP1, 0x00, 0x22, ...Buffer.from('Exif\0\0MM\0*'), 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ]);

function together(parts: readonly Buffer[], orientation: number): Uint8Array {
  const upright = orientation === 1 ? [] : [orientationSegment(orientation)];
  // JFIF, where there is one, comes first.
  const [head, rest] = parts[0]?.[1] === APP0 ? [parts.slice(0, 1), parts.slice(1)] : [[], parts];
  return Buffer.concat([Buffer.from([0xff, SOI]), ...head, ...upright, ...rest, Buffer.from([0xff, EOI])]);
}
