/** Kinds of files that people may hand in, each with the bytes it begins with and what a browser calls it. */
const kinds = [
  { type: 'application/pdf', extension: 'pdf', begins: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
  { type: 'image/jpeg', extension: 'jpg', begins: [[0xff, 0xd8, 0xff]] },
  { type: 'image/png', extension: 'png', begins: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
  // OFD (GB/T 33190), the format of electronic invoices, is a zip that holds OFD.xml.
  { type: 'application/ofd', extension: 'ofd', begins: [[0x50, 0x4b, 0x03, 0x04]], holds: 'OFD.xml' },
] as const;

export type FileType = (typeof kinds)[number]['type'];

/** What a file is by its bytes, whatever its name says; undefined when it is nothing that is taken. */
export function fileKindOf(bytes: Uint8Array): { type: FileType; extension: string } | undefined {
  const found = kinds.find((kind) => {
    const fits = kind.begins.some((begin) => begin.every((byte, index) => bytes[index] === byte));
    return (
      fits &&
      (!('holds' in kind) ||
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(kind.holds))
    );
  });
  return found && { type: found.type, extension: found.extension };
}
