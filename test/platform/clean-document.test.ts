import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDocument } from '~/platform/storage/clean-document';
import { LARGEST_FILE_BYTES } from '~/platform/storage/store-file';
import { jpegBytes, pdfOf, pngChunk, pngOf, webpBytes } from '../factories/documents';

const text = (content: string) => Buffer.from(content);

/** What becomes of a file: its type, or why it is refused. */
const verdict = async (content: Uint8Array) => {
  const looked = await cleanDocument(content);
  return 'refused' in looked ? looked.refused : looked.type;
};

const kept = async (content: Uint8Array): Promise<Buffer> => {
  const looked = await cleanDocument(content);
  if ('refused' in looked) throw new Error(looked.refused);
  return Buffer.from(looked.content);
};

const jpegSegment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

/** The picture with a segment after its first. */
const jpegWith = (marker: number, content: Buffer): Buffer => {
  const after = 4 + jpegBytes.readUInt16BE(4);
  return Buffer.concat([
    jpegBytes.subarray(0, after),
    jpegSegment(marker, content),
    jpegBytes.subarray(after),
  ]);
};

const exif = (orientation: number) =>
  Buffer.concat([
    Buffer.from('Exif\0\0II*\0', 'latin1'),
    Buffer.from([8, 0, 0, 0, 2, 0]),
    Buffer.from([0x0f, 0x01, 2, 0, 4, 0, 0, 0, 0x47, 0x50, 0x53, 0]),
    Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]),
    Buffer.from('36.4N 117.8E'),
  ]);

const riff = (content: Buffer) => {
  const head = Buffer.from('RIFF\0\0\0\0WEBP');
  head.writeUInt32LE(content.length + 4, 4);
  return Buffer.concat([head, content]);
};

/** An object stream, packed, that holds `hidden`. */
const packed = (hidden: string, dictionary = '/Type /ObjStm /Filter /FlateDecode') => {
  const content = deflateSync(Buffer.from(hidden)).toString('latin1');
  return `9 0 obj\n<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n`;
};

describe('what is taken and what is not, by its content', () => {
  it.each([
    ['a JPEG', jpegBytes, 'image/jpeg'],
    ['a PNG', pngOf(), 'image/png'],
    ['a WebP', webpBytes, 'image/webp'],
    ['a PDF', pdfOf(), 'application/pdf'],
    ['nothing', text(''), 'empty'],
    [
      'a program named scan.jpg',
      text('MZ\x90\0\x03…This program cannot be run in DOS mode'),
      'unknown-content',
    ],
    ['a script', text('#!/bin/sh\nrm -rf /'), 'unknown-content'],
    ['a page named photo.jpg', text('<html><script>alert(1)</script>'), 'unknown-content'],
    [
      'a drawing with a script',
      text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      'unknown-content',
    ],
    ['a GIF', text('GIF89a…'), 'unknown-content'],
    ['a zip', text('PK\x03\x04…'), 'unknown-content'],
    ['a page that mentions PDF further on', text('<script>//</script>\n%PDF-1.7'), 'unknown-content'],
    ['a photograph of an iPhone', Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypheic…')]), 'heic'],
    ['nothing but the beginning of a JPEG', jpegBytes.subarray(0, 3), 'broken'],
    ['nothing but the beginning of a PNG', pngOf().subarray(0, 8), 'broken'],
    ['nothing but the beginning of a WebP', webpBytes.subarray(0, 12), 'broken'],
    ['nothing but the beginning of a PDF', text('%PDF-1.7\n'), 'broken'],
  ])('%s', async (_, content, expected) => expect(await verdict(content)).toBe(expected));

  it('refuses what is larger than ten megabytes, whatever it is', async () => {
    const large = Buffer.concat([pdfOf(), Buffer.alloc(LARGEST_FILE_BYTES)]);
    expect(await verdict(large)).toBe('too-large');
  });

  it('refuses every picture and every PDF that is cut off, wherever', async () => {
    for (const whole of [jpegBytes, pngOf(), webpBytes, pdfOf().subarray(0, -1)])
      for (let length = 12; length < whole.length; length++)
        expect(await verdict(whole.subarray(0, length)), `${length} of ${whole.length}`).toBe('broken');
  });

  it('never fails on what begins like a picture or a PDF, whatever follows', async () => {
    const begins = [jpegBytes, pngOf(), webpBytes, pdfOf()].map((whole) => whole.subarray(0, 24));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...begins), fc.uint8Array({ maxLength: 200 }), async (begin, rest) => {
        await verdict(Buffer.concat([begin, rest]));
      }),
    );
  });
});

describe('a picture is put together anew', () => {
  it('twice is once: what was cleaned is in order and stays as it is', async () => {
    for (const picture of [jpegBytes, pngOf(), webpBytes]) {
      const once = await kept(picture);
      expect(await kept(once)).toEqual(once);
    }
  });

  it('without where it was taken, comments and profiles; the way up stays', async () => {
    const told = await kept(jpegWith(0xe1, exif(6)));
    expect(told.includes('36.4N')).toBe(false);
    expect(told.includes('ICC_PROFILE')).toBe(false);
    const marker = told.indexOf('Exif\0\0');
    expect(told.readUInt16BE(marker + 6 + 18)).toBe(6);
    expect((await kept(jpegWith(0xfe, text('<script>alert(1)</script>')))).includes('script')).toBe(false);
    expect(
      (await kept(pngOf({ more: [pngChunk('tEXt', text('Comment\0<script>'))] }))).includes('script'),
    ).toBe(false);
    expect((await kept(webpBytes)).includes('ICCP')).toBe(false);
  });

  it('without what hangs on behind it', async () => {
    const page = text('<html><script>alert(1)</script></html>PK\x03\x04');
    for (const picture of [jpegBytes, pngOf(), webpBytes]) {
      const clean = await kept(picture);
      expect(await kept(Buffer.concat([picture, page]))).toEqual(clean);
    }
  });

  it('a chunk of a PNG that was changed, or that nobody knows and that is needed, is refused', async () => {
    const changed = Buffer.from(pngOf());
    changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
    expect(await verdict(changed)).toBe('broken');
    expect(await verdict(pngOf({ more: [pngChunk('XXXX', text('?'))] }))).toBe('broken');
  });

  it('pixels that are fewer or more than announced, or far too many, are refused', async () => {
    expect(await verdict(pngOf({ pixels: Buffer.alloc(10) }))).toBe('broken');
    expect(await verdict(pngOf({ pixels: Buffer.alloc(400_000) }))).toBe('broken');
    expect(await verdict(pngOf({ width: 60_000, height: 60_000, pixels: Buffer.alloc(10) }))).toBe('broken');
    expect(await verdict(pngOf({ width: 24, height: 16 }))).toBe('image/png');
  });

  it('a WebP that moves is refused', async () => {
    const moving = Buffer.from('ANIM\x06\0\0\0\0\0\0\0\0\0', 'latin1');
    expect(await verdict(riff(Buffer.concat([moving, webpBytes.subarray(12)])))).toBe('broken');
  });
});

describe('a PDF', () => {
  it.each([
    ['with a script', '4 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n', 'active'],
    ['with a script spelled in signs', '4 0 obj\n<< /S /J#61v#61Script >>\nendobj\n', 'active'],
    ['that starts a program', '4 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n', 'active'],
    ['with another file inside', '4 0 obj\n<< /Type /EmbeddedFile >>\nendobj\n', 'active'],
    ['with a script in packed objects', packed('4 0 << /S /JavaScript >>'), 'active'],
    [
      'with a script in objects packed under a name in signs',
      packed('4 0 << /S /JavaScript >>', '/Type /Obj#53tm /Filter /FlateDecode'),
      'active',
    ],
    [
      'whose packed objects nobody can unpack',
      packed('4 0 << >>', '/Type /ObjStm /Filter /LZWDecode'),
      'broken',
    ],
    ['with harmless packed objects', packed('4 0 << /Type /Font >>'), 'application/pdf'],
    ['with a password', '4 0 obj\n<< /Encrypt 5 0 R >>\nendobj\n', 'locked'],
  ])('%s', async (_, objects, expected) => expect(await verdict(pdfOf(objects))).toBe(expected));

  it('with something hung on behind its end is refused', async () => {
    expect(await verdict(Buffer.concat([pdfOf(), text('PK\x03\x04')]))).toBe('broken');
    expect(await verdict(Buffer.concat([pdfOf(), text('\r\n\0')]))).toBe('application/pdf');
  });

  it('stays as it is', async () => expect(await kept(pdfOf())).toEqual(pdfOf()));
});
