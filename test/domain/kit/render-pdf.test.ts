import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { pdfText } from '#test/pdf-text';
import { qrSvg, renderPdf } from '~/platform/pdf/render-pdf';

const list = (data: object) =>
  renderPdf({
    template: 'kit/list',
    data: { title: '轮候名单', lang: 'zh', headings: ['姓名', '金额'], rows: [], ...data },
  });

test('a paper is a PDF that carries its Chinese text', async () => {
  const pdf = await list({
    head: '编号 0000012',
    rows: [['孙桂英', '¥1,234.50']],
    total: ['合计', '¥1,234.50'],
  });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const text = pdfText(pdf);
  for (const word of ['轮候名单', '编号 0000012', '孙桂英', '¥1,234.50', '合计'])
    expect(text).toContain(word);
});

test('a name that looks like markup or code stays the text it is', async () => {
  const names = [
    '#panic()',
    '*粗体*',
    '_斜_',
    '$x^2$',
    '`code`',
    '= 标题',
    '@ref',
    '\\ u{41}',
    '<label>',
    '//注释',
    '[方括号]',
    '"引号"',
  ];
  const text = pdfText(await list({ rows: names.map((name) => [name, '1']) }));
  for (const name of names) expect(text).toContain(name);
});

test('a template that is not there, or outside its folder, is refused', async () => {
  await expect(renderPdf({ template: 'kit/nothing', data: {} })).rejects.toThrow('kit/nothing');
  await expect(renderPdf({ template: '../../etc/passwd', data: {} })).rejects.toThrow(RangeError);
});

test('missing data is told by name', async () => {
  await expect(renderPdf({ template: 'kit/list', data: { title: 'x', lang: 'zh' } })).rejects.toThrow(
    /headings/,
  );
});

test('a hundred papers at once come out each with its own text, and memory stays level', {
  timeout: 60_000,
}, async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => `编号${1000 + index}`);
  const papers = await Promise.all(numbers.map((number) => list({ rows: [[number, '1']] })));
  expect(papers.map((paper) => numbers.filter((number) => pdfText(paper).includes(number)))).toEqual(
    numbers.map((number) => [number]),
  );
  const before = process.memoryUsage.rss();
  for (let paper = 0; paper < 400; paper++) await list({ rows: [[`第${paper}号`, '1']] });
  expect(process.memoryUsage.rss() - before).toBeLessThan(60e6);
});

test('a QR code reads back as the text it was made of', () => {
  const text = 'https://example.org/verify/8F3K-2M7Q?源泉';
  const svg = qrSvg(text);
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const scale = 4;
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < scale; dy++) {
      for (let dx = 0; dx < scale; dx++) {
        const at = ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  expect(jsQR(pixels, size * scale, size * scale)?.data).toBe(text);
});
