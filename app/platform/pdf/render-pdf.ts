import { createRequire } from 'node:module';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { encode } from 'uqr';
import { processWide } from '~/platform/process-wide';
import { projectRoot } from '~/platform/project-root';

/** Papers after which what Typst remembers of earlier ones is let go, so that memory stays level at about 130 MB. */
const CLEAN_EVERY = 10;

interface Press {
  readonly compiler: NodeCompiler;
  papers: number;
}

/** Fonts are read once per process; both weights together are about 20 MB. */
function openPress(): Press {
  const fonts = path.dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
  );
  const fontPaths = ['400Regular', '700Bold'].map((weight) => path.join(fonts, weight));
  return { compiler: NodeCompiler.create({ workspace: projectRoot, fontArgs: [{ fontPaths }] }), papers: 0 };
}

/**
 * A paper as PDF. `template` names `app/ui/<noun>/<name>.typ` without folder root and ending: `receipts/receipt`.
 * `data` reaches it as JSON and is never read as markup.
 * @throws Error with what Typst says when the template or its data is wrong
 */
export async function renderPdf({ template, data }: { template: string; data: object }): Promise<Buffer> {
  if (!/^[a-z-]+\/[a-z-]+$/.test(template)) throw new RangeError(`Not a template: ${template}`);
  const mainFilePath = path.join(projectRoot, 'app', 'ui', `${template}.typ`);
  const press = processWide('press', openPress);
  // Typst holds the thread for some milliseconds. Others go first, and buffers of earlier papers are given back.
  await nextTurn();
  try {
    return press.compiler.pdf({ mainFilePath, inputs: { data: JSON.stringify(data) } });
  } catch (error) {
    throw new Error(`Template ${template}: ${(error as { code?: string }).code ?? error}`, { cause: error });
  } finally {
    press.papers += 1;
    if (press.papers % CLEAN_EVERY === 0) press.compiler.evictCache(0);
  }
}

/** A QR code as an SVG drawing, black on white with its quiet zone; readable when a tenth of it is damaged. */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${squares.join('')}"/></svg>`;
}
