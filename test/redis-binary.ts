import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { projectRoot } from '~/platform/project-root';

const runs = (binary: string): boolean => spawnSync(binary, ['--version']).status === 0;

function fromNpm(): { path: string; version: string } | undefined {
  try {
    const require = createRequire(import.meta.url);
    const manifest = require.resolve('@falkordblite/linux-x64/package.json');
    const { version } = require(manifest) as { version: string };
    return { path: join(dirname(manifest), 'bin/redis-server'), version };
  } catch {
    // An optional package: on other systems there is none.
    return undefined;
  }
}

/** A redis-server that runs here: the one on PATH, else the one that comes with the development dependencies. */
export function redisServer(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'));
  const found = onPath.find((path) => existsSync(path));
  if (found) return found;
  const shipped = fromNpm();
  if (!shipped) return undefined;
  if (runs(shipped.path)) return shipped.path;
  const relabelled = join(projectRoot, `node_modules/.cache/wellspring/redis-server-${shipped.version}`);
  if (!existsSync(relabelled)) {
    mkdirSync(dirname(relabelled), { recursive: true });
    const own = `${relabelled}.${process.pid}`;
    writeFileSync(own, forOlderSystem(readFileSync(shipped.path)));
    chmodSync(own, 0o755);
    renameSync(own, relabelled);
  }
  return runs(relabelled) ? relabelled : undefined;
}

/** Offset and length of a named section of a 64-bit little-endian ELF file. */
function sectionsOf(elf: Buffer): (name: string) => { at: number; size: number } {
  const table = Number(elf.readBigUInt64LE(0x28));
  const size = elf.readUInt16LE(0x3a);
  const header = (index: number) => {
    const at = table + index * size;
    const offset = Number(elf.readBigUInt64LE(at + 24));
    return { name: elf.readUInt32LE(at), at: offset, size: Number(elf.readBigUInt64LE(at + 32)) };
  };
  const names = header(elf.readUInt16LE(0x3e)).at;
  const all = Array.from({ length: elf.readUInt16LE(0x3c) }, (_, index) => header(index));
  return (wanted) => {
    const found = all.find((one) => text(elf, names + one.name) === wanted);
    if (!found) throw new Error(`No section ${wanted}`);
    return found;
  };
}

const text = (elf: Buffer, at: number): string => elf.toString('latin1', at, elf.indexOf(0, at));

const WEAK = 2;
const C23 = '__isoc23_';

/**
 * The shipped server was linked on a system with glibc 2.38, of which it needs only the C23 names of six old
 * functions (`__isoc23_strtol` for `strtol`) and `fmod`. On an older system it starts once these go by their old
 * names and versions and what is left of the new versions is marked as not required.
 */
function forOlderSystem(original: Buffer): Buffer {
  const elf = Buffer.from(original);
  const section = sectionsOf(elf);
  const names = section('.dynstr').at;
  const symbols = section('.dynsym').at;
  const versions = section('.gnu.version');

  const oldest = new Map<string, number>();
  const tooNew = new Map<number, string>();
  let need = section('.gnu.version_r').at;
  for (let next = 1; next !== 0; need += next) {
    const library = text(elf, names + elf.readUInt32LE(need + 4));
    let one = need + elf.readUInt32LE(need + 8);
    for (let left = elf.readUInt16LE(need + 2); left > 0; left--) {
      const version = text(elf, names + elf.readUInt32LE(one + 8));
      if (version === 'GLIBC_2.2.5') oldest.set(library, elf.readUInt16LE(one + 6));
      if (version === 'GLIBC_2.38' || version === 'GLIBCXX_3.4.32') {
        tooNew.set(elf.readUInt16LE(one + 6), library);
        elf.writeUInt16LE(WEAK, one + 4);
      }
      one += elf.readUInt32LE(one + 12);
    }
    next = elf.readUInt32LE(need + 12);
  }

  for (let index = 0; index < versions.size / 2; index++) {
    const library = tooNew.get(elf.readUInt16LE(versions.at + index * 2));
    const version = library && oldest.get(library);
    if (!version) continue;
    elf.writeUInt16LE(version, versions.at + index * 2);
    const symbol = symbols + index * 24;
    const name = elf.readUInt32LE(symbol);
    // The old name is the end of the new one, so the same text serves.
    if (text(elf, names + name).startsWith(C23)) elf.writeUInt32LE(name + C23.length, symbol);
  }
  return elf;
}
