import { cleanJpeg } from './clean-jpeg';
import { cleanPng } from './clean-png';
import { cleanWebp } from './clean-webp';
import { pdfProblem } from './pdf-problem';
import { LARGEST_FILE_BYTES } from './store-file';

/** Kinds of files in which papers are handed in. */
export type DocumentType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

/**
 * Why a paper is not taken: `unknown-content` is no picture and no PDF by its bytes; `broken` begins like one but is cut off
 * or wrong inside; `heic` is the format of iPhones, which browsers cannot show; `active` is a PDF that runs or carries something;
 * `locked` a PDF with a password, into which nobody can look.
 */
export type DocumentRefusal =
  | 'empty'
  | 'too-large'
  | 'unknown-content'
  | 'broken'
  | 'heic'
  | 'active'
  | 'locked';

/** A paper as it is kept. */
export interface CleanDocument {
  readonly type: DocumentType;
  readonly content: Uint8Array;
}

/** What is behind a file is an ISO media file with one of these brands. */
const HEIC = /^(heic|heix|hevc|heim|heis|mif1|msf1|avif)$/;

/**
 * Looks at a paper that somebody hands in, by its bytes and never by its name. A picture is taken apart and put together anew
 * from what draws it: where and with what it was taken, comments, and whatever was hidden beside or behind it stay out, only
 * the way up is kept. A PDF stays as it is and is refused when it runs, carries or hides something.
 */
export async function cleanDocument(
  content: Uint8Array,
): Promise<CleanDocument | { refused: DocumentRefusal }> {
  if (content.byteLength === 0) return { refused: 'empty' };
  if (content.byteLength > LARGEST_FILE_BYTES) return { refused: 'too-large' };
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const begins = bytes.toString('latin1', 0, 12);
  if (begins.startsWith('\xff\xd8\xff')) return picture('image/jpeg', cleanJpeg(bytes));
  if (begins.startsWith('\x89PNG\r\n\x1a\n')) return picture('image/png', await cleanPng(bytes));
  if (begins.startsWith('RIFF') && begins.endsWith('WEBP')) return picture('image/webp', cleanWebp(bytes));
  if (begins.slice(4, 8) === 'ftyp' && HEIC.test(begins.slice(8, 12))) return { refused: 'heic' };
  if (!begins.startsWith('%PDF-')) return { refused: 'unknown-content' };
  const refused = pdfProblem(bytes);
  return refused ? { refused } : { type: 'application/pdf', content };
}

const picture = (
  type: DocumentType,
  content: Uint8Array | undefined,
): CleanDocument | { refused: 'broken' } => (content ? { type, content } : { refused: 'broken' });
