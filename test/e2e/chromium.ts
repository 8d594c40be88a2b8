import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { projectRoot } from '~/platform/project-root';

/** A browser that runs here and what its process needs to know. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

const cache = join(projectRoot, 'node_modules/.cache/wellspring');
const packageFolder = (name: string) =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

function systemChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** Unpacks the Chromium of npm once, with the libraries it needs on a bare system. */
async function unpackedChromium(): Promise<string> {
  const chromiumPackage = join(projectRoot, 'node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(chromiumPackage, 'package.json'), 'utf8'));
  const home = join(cache, `chromium-${version}`);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const half = mkdtempSync(join(cache, 'half-'));
    const { default: packed } = await import('@sparticuz/chromium');
    const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV };
    // It unpacks into the temporary folder, and its libraries only where it believes to be at home.
    Object.assign(process.env, { TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
    await packed.executablePath();
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    try {
      renameSync(half, home);
    } catch (problem) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(home)) throw problem;
    }
  }
  return home;
}

/** Makes Noto Sans SC known, or pictures would show boxes for Chinese on a system without a Chinese font. */
function fontSettings(): string {
  const fonts = packageFolder('@expo-google-fonts/noto-sans-sc');
  const file = join(cache, 'fonts.conf');
  const content = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(fonts, '400Regular')}</dir>
  <dir>${join(fonts, '500Medium')}</dir>
  <dir>${join(fonts, '700Bold')}</dir>
  <cachedir>${join(cache, 'fontconfig')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`;
  mkdirSync(cache, { recursive: true });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) writeFileSync(file, content);
  return file;
}

const runs = (executablePath: string, env: Record<string, string>) =>
  spawnSync(executablePath, ['--version', '--no-sandbox'], { env: { ...process.env, ...env } }).status === 0;

/** Finds the system's Chromium, else the one of npm. */
export async function findChromium(): Promise<Chromium> {
  const env: Record<string, string> = { FONTCONFIG_FILE: fontSettings() };
  const installed = systemChromium();
  if (installed && runs(installed, env)) return { executablePath: installed, env };
  const home = await unpackedChromium();
  const executablePath = join(home, 'chromium');
  if (!runs(executablePath, env)) env.LD_LIBRARY_PATH = join(home, 'al2023/lib');
  return { executablePath, env };
}
