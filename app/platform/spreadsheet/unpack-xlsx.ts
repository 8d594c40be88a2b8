import { crc32, inflateRawSync } from 'node:zlib';
import { MAX_UNPACKED_BYTES, UnreadableSpreadsheet } from './limits';

/** Layout of the parts of a ZIP archive (APPNOTE 6.3, 4.3): signatures and the offsets read here. */
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** Parts of a workbook are some dozen. */
const MAX_ENTRIES = 1_000;

export interface Part {
  readonly name: string;
  readonly content: Buffer;
}

const damaged = () => new UnreadableSpreadsheet('IMPORT.FILE_DAMAGED', { row: 1 });

function endOfArchive(archive: Buffer): number {
  const earliest = Math.max(0, archive.length - 22 - 0xffff);
  for (let at = archive.length - 22; at >= earliest; at--) if (archive.readUInt32LE(at) === END) return at;
  throw damaged();
}

/** Unpacks one entry and never more than `limit` bytes of it, whatever size the archive claims. */
function unpack(archive: Buffer, entry: number, limit: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  if (archive.readUInt32LE(local) !== LOCAL) throw damaged();
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + size);
  if (packed.length < size) throw damaged();
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw damaged();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new UnreadableSpreadsheet('IMPORT.FILE_TOO_LARGE');
    throw error;
  }
}

/**
 * The XML parts of an XLSX file. Stops as soon as more than 200 MB come out.
 * @throws UnreadableSpreadsheet
 */
export const unpackXlsx = (archive: Buffer): Part[] =>
  unpackZip(archive, /\.(xml|rels)$/, MAX_UNPACKED_BYTES);

/**
 * The parts of a ZIP archive whose names match. Stops as soon as more than `limit` bytes come out.
 * @throws UnreadableSpreadsheet
 */
export function unpackZip(archive: Buffer, wanted: RegExp, limit: number): Part[] {
  try {
    const end = endOfArchive(archive);
    const entries = archive.readUInt16LE(end + 10);
    if (entries > MAX_ENTRIES) throw new UnreadableSpreadsheet('IMPORT.FILE_TOO_LARGE');
    const parts: Part[] = [];
    let left = limit;
    for (let count = 0, at = archive.readUInt32LE(end + 16); count < entries; count++) {
      if (archive.readUInt32LE(at) !== CENTRAL) throw damaged();
      const nameLength = archive.readUInt16LE(at + 28);
      const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
      if (wanted.test(name)) {
        const content = unpack(archive, at, left);
        left -= content.length;
        parts.push({ name, content });
      }
      at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    }
    return parts;
  } catch (error) {
    if (error instanceof UnreadableSpreadsheet) throw error;
    // Offsets beyond the end and broken deflate streams: a file cut short or no ZIP at all.
    throw damaged();
  }
}

/** An archive of these parts without packing, so that the reader behind sees nothing but what was measured here. */
export function packStored(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const label = Buffer.from(name, 'utf8');
    // Everything the two headers have in common: versions, UTF-8 names, no packing, no time, sizes, lengths.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(label.length, 22);
    bodies.push(signature(LOCAL), common, label, content);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(signature(CENTRAL), Buffer.from([20, 0]), common, place, label);
    offset += 30 + label.length + content.length;
  }
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(parts.length, 4);
  tail.writeUInt16LE(parts.length, 6);
  tail.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    8,
  );
  tail.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, signature(END), tail]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
