import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fileKindOf } from '~/platform/storage/file-kind';
import { LARGEST_FILE_BYTES, readStoredFile, storeFile } from '~/platform/storage/store-file';

let dataDir: string;
vi.mock('~/platform/env', async (original) => {
  const real = await original<typeof import('~/platform/env')>();
  return { ...real, env: () => ({ ...real.env(), dataDir }) };
});
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'wellspring-files-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const here = '01900000-0000-7000-8000-000000370304';
const there = '01900000-0000-7000-8000-000000370302';
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  );

describe('what a file is, by its bytes', () => {
  it.each([
    ['a PDF', bytes('%PDF-1.7 …'), 'application/pdf'],
    ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a PNG', bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png'],
    ['an OFD invoice', bytes([0x50, 0x4b, 0x03, 0x04], '…OFD.xml…'), 'application/ofd'],
    ['another zip', bytes([0x50, 0x4b, 0x03, 0x04], '…word/document.xml…'), undefined],
    ['a page', bytes('<html><script>'), undefined],
    ['a page that mentions PDF', bytes('<script>/*%PDF-*/'), undefined],
    ['nothing', bytes(), undefined],
  ])('%s', (_, content, type) => expect(fileKindOf(content)?.type).toBe(type));
});

describe('files that people hand in', () => {
  it('are kept once per content, read back whole, and belong to their tenant', async () => {
    const content = bytes('%PDF-1.4 演示');
    const [first, second] = await Promise.all([storeFile(here, content), storeFile(here, content)]);
    expect(first).toEqual(second);
    if ('refused' in first) throw new Error(first.refused);
    expect(await readStoredFile(here, first.key)).toEqual(Buffer.from(content));
    expect(await readStoredFile(there, first.key)).toBeUndefined();
    expect(readdirSync(join(dataDir, 'files', here, first.key.slice(0, 2)))).toEqual([first.key]);
  });

  it('are refused when empty, too large, or of another kind than is taken', async () => {
    expect(await storeFile(here, bytes())).toEqual({ refused: 'empty' });
    expect(await storeFile(here, bytes('MZ…'))).toEqual({ refused: 'unknown-content' });
    const huge = new Uint8Array(LARGEST_FILE_BYTES + 1);
    huge.set(bytes('%PDF-1.4'));
    expect(await storeFile(here, huge)).toEqual({ refused: 'too-large' });
  });

  it('are not given out when their content was changed on disk', async () => {
    const stored = await storeFile(here, bytes('%PDF-1.4 unchanged'));
    if ('refused' in stored) throw new Error(stored.refused);
    writeFileSync(join(dataDir, 'files', here, stored.key.slice(0, 2), stored.key), '%PDF-1.4 changed');
    expect(await readStoredFile(here, stored.key)).toBeUndefined();
  });

  it('are found by their key alone; a path is no key', async () => {
    await expect(readStoredFile(here, '../../../etc/passwd')).rejects.toThrow(RangeError);
    await expect(readStoredFile('../..', 'a'.repeat(64))).rejects.toThrow(RangeError);
  });
});
