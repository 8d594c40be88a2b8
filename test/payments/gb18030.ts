let codes: Map<string, readonly [number, number]> | undefined;

/** Code of every character that GB18030 writes with two bytes. */
function twoByteCodes() {
  if (codes) return codes;
  codes = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return codes;
}

/** Text in the encoding in which Chinese banks and Alipay write their files. */
export function encodeGb18030(text: string): Buffer {
  const table = twoByteCodes();
  return Buffer.from(
    [...text].flatMap((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (code < 0x80) return [code];
      const pair = table.get(letter);
      if (!pair) throw new RangeError(`no two bytes for ${letter}`);
      return [...pair];
    }),
  );
}
