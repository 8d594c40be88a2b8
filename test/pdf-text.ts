import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF that Typst made, in reading order, for tests. Reads the page contents and the fonts' own
 * tables of characters; knows no other producer's ways.
 */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const body of objects.values()) {
    for (const [, name, id] of body.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
      const cmap = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id)) ?? '')?.[1];
      if (name && cmap) fonts.set(name, charactersOf(objects.get(Number(cmap)) ?? ''));
    }
  }
  const contents = [...objects.values()].flatMap((body) => {
    if (!/\/Type ?\/Page\b/.test(body)) return [];
    return [...(/\/Contents (\[[^\]]*\]|\d+ 0 R)/.exec(body)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(
      (match) => Number(match[1]),
    );
  });
  return contents.map((id) => textOf(objects.get(id) ?? '', fonts)).join('\n');
}

/** Every object as text, streams unpacked, objects inside object streams too. */
function objectsOf(pdf: Buffer): Map<number, string> {
  const raw = pdf.toString('latin1');
  const objects = new Map<number, string>();
  for (const match of raw.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)) {
    const [, id, body = ''] = match;
    const at = body.indexOf('stream\n');
    const packed = at >= 0 && body.slice(0, at).includes('/FlateDecode');
    const data = Buffer.from(body.slice(at + 7, body.lastIndexOf('endstream')), 'latin1');
    objects.set(Number(id), packed ? body.slice(0, at) + inflateSync(data).toString('latin1') : body);
  }
  return objects;
}

function charactersOf(cmap: string): ReadonlyMap<string, string> {
  const characters = new Map<string, string>();
  const read = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', text = ''] of block.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/gi))
      characters.set(code.toLowerCase(), read(text));
  }
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', text = ''] of block.matchAll(
      /<([\da-f]+)>\s*<([\da-f]+)>\s*<([\da-f]+)>/gi,
    )) {
      for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code++) {
        const first = Number.parseInt(text, 16) + code - Number.parseInt(from, 16);
        characters.set(
          code.toString(16).padStart(4, '0'),
          read(first.toString(16).padStart(text.length, '0')),
        );
      }
    }
  }
  return characters;
}

/** Walks over the operators of a page: `Tf` names the font, the strings before `Tj` and `TJ` are shown, `ET` ends a line. */
function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let characters: ReadonlyMap<string, string> = new Map();
  let text = '';
  let shown = '';
  let name = '';
  for (let at = 0; at < content.length; ) {
    const token = tokenAt(content, at);
    at = token.end;
    if (token.string !== undefined) shown += token.string;
    else if (token.word.startsWith('/')) name = token.word.slice(1);
    else if (token.word === 'Tf') characters = fonts.get(name) ?? new Map();
    else if (token.word === 'ET') text += '\n';
    else if (token.word === 'Tj' || token.word === 'TJ')
      text += shown.replace(/[\s\S]{2}/g, (pair) => characters.get(hexOf(pair)) ?? '');
    if (/^[A-Za-z*]+$/.test(token.word)) shown = '';
  }
  return text;
}

const hexOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');

/** The next string (its bytes), name, operator or number. */
function tokenAt(content: string, at: number): { word: string; string?: string; end: number } {
  const start = content[at] ?? '';
  if (start === '(') return literalAt(content, at);
  if (start === '<' && content[at + 1] !== '<') {
    const end = content.indexOf('>', at);
    return {
      word: '',
      string: Buffer.from(content.slice(at + 1, end), 'hex').toString('latin1'),
      end: end + 1,
    };
  }
  const word = /^\/?[^\s()<>[\]/]+/.exec(content.slice(at, at + 60))?.[0] ?? '';
  return { word, end: at + Math.max(1, word.length) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string in brackets, which may hold balanced brackets and escapes. */
function literalAt(content: string, from: number): { word: string; string: string; end: number } {
  let string = '';
  let depth = 0;
  for (let at = from; at < content.length; at++) {
    const character = content[at] as string;
    if (character === '\\') {
      const octal = /^[0-7]{1,3}/.exec(content.slice(at + 1, at + 4))?.[0];
      const next = content[at + 1] as string;
      string += octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (ESCAPES[next] ?? next);
      at += octal?.length ?? 1;
      continue;
    }
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return { word: '', string, end: at + 1 };
    if (at > from) string += character;
  }
  throw new Error('A string of the PDF does not end');
}
