import { constants, inflateSync } from 'node:zlib';

/** What a scan never holds: scripts, programs to start, other files, forms that send themselves away. */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE)\b/;
const LOCKED = /\/Encrypt\b/;
/** Unpacked bytes of objects that are looked through. */
const MOST_UNPACKED = 64 * 1024 * 1024;
/** A dictionary before a stream is looked at so far back. */
const DICTIONARY_BYTES = 2_000;

/** `/J#61vaScript` is `/JavaScript`. */
const plain = (text: string): string =>
  text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/**
 * Why a PDF is not taken: `broken` without its end or with something hung on behind it, `locked`, or `active`. Objects packed
 * into streams are unpacked and looked through as well.
 */
export function pdfProblem(bytes: Buffer): 'broken' | 'active' | 'locked' | undefined {
  const text = bytes.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(text)) return 'broken';
  const end = text.lastIndexOf('%%EOF');
  if (end === -1 || /[^\s\0]/.test(text.slice(end + 5))) return 'broken';
  if (!/startxref\s+\d+\s*$/.test(text.slice(Math.max(0, end - 100), end))) return 'broken';
  if (LOCKED.test(text)) return 'locked';
  const packed = packedObjects(bytes, text);
  if (packed === undefined) return 'broken';
  return [text, ...packed].some((part) => ACTIVE.test(plain(part))) ? 'active' : undefined;
}

/** Texts of the object streams; undefined when one does not unpack, or all of them to more than a scan ever holds. */
function packedObjects(bytes: Buffer, text: string): string[] | undefined {
  const found: string[] = [];
  let left = MOST_UNPACKED;
  for (const match of text.matchAll(/\bstream(\r\n|\n)/g)) {
    const dictionary = plain(text.slice(Math.max(0, match.index - DICTIONARY_BYTES), match.index));
    const own = dictionary.slice(dictionary.lastIndexOf('obj'));
    if (!/\/ObjStm\b/.test(own)) continue;
    const from = match.index + match[0].length;
    const until = text.indexOf('endstream', from);
    if (until === -1) return undefined;
    const unpacked = unpack(bytes.subarray(from, until), { own, most: left });
    if (unpacked === undefined) return undefined;
    left -= unpacked.length;
    found.push(unpacked);
  }
  return found;
}

function unpack(content: Buffer, { own, most }: { own: string; most: number }): string | undefined {
  if (!/\/Filter\b/.test(own)) return content.toString('latin1');
  if (!/\/Filter\s*\[?\s*\/(FlateDecode|Fl)\s*[\]/>]/.test(own) || most <= 0) return undefined;
  try {
    return inflateSync(content, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: most,
    }).toString('latin1');
  } catch {
    return undefined;
  }
}
