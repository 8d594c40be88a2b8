import { MOST_PIXELS } from './picture-size';

const HEAD_BYTES = 12;
const ALPHA = 0x10;

/** A WebP put together anew from what draws it (RFC 9649); undefined when it is cut off, moves, or is none. */
export function cleanWebp(bytes: Buffer): Uint8Array | undefined {
  const whole = bytes.readUInt32LE(4) + 8;
  if (whole > bytes.length) return undefined;
  const parts: Buffer[] = [];
  let drawn = 0;
  for (let at = HEAD_BYTES; at + 8 <= whole; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (content.length < length || at + 8 + length > whole) return undefined;
    if (type === 'ANIM' || type === 'ANMF') return undefined;
    if (type === 'VP8 ' || type === 'VP8L') {
      if (!isDrawable(type, content)) return undefined;
      drawn += 1;
      parts.push(chunk(type, content));
    } else if (type === 'VP8X' && length === 10) {
      const extended = Buffer.from(content);
      extended[0] = (extended[0] ?? 0) & ALPHA;
      parts.push(chunk(type, extended));
    } else if (type === 'ALPH') parts.push(chunk(type, content));
    at += 8 + length + (length % 2);
  }
  if (drawn !== 1) return undefined;
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(HEAD_BYTES);
  head.write('RIFF');
  head.writeUInt32LE(body.length + 4, 4);
  head.write('WEBP', 8);
  return Buffer.concat([head, body]);
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

function isDrawable(type: string, content: Buffer): boolean {
  if (content.length < 10) return false;
  if (type === 'VP8L') {
    const bits = content.readUInt32LE(1);
    const pixels = ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
    return content[0] === 0x2f && pixels <= MOST_PIXELS;
  }
  const pixels = (content.readUInt16LE(6) & 0x3fff) * (content.readUInt16LE(8) & 0x3fff);
  return (
    content.readUIntBE(3, 3) === 0x9d012a &&
    ((content[0] ?? 1) & 1) === 0 &&
    pixels > 0 &&
    pixels <= MOST_PIXELS
  );
}
