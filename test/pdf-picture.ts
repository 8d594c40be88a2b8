import { PDFiumLibrary } from '@hyzyla/pdfium';
import jsQR from 'jsqr';

/** A picture of a page of a PDF: four bytes per point, red, green, blue and how solid it is. */
interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The first page as somebody would see or scan it, by another maker's reader than ours. */
async function pdfPicture(pdf: Uint8Array): Promise<Picture> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(Buffer.from(pdf));
    const { data, width, height } = await document.getPage(0).render({ scale: 3, colorSpace: 'BGRA' });
    document.destroy();
    return { data: new Uint8ClampedArray(data), width, height };
  } finally {
    library.destroy();
  }
}

/** What the QR code on the first page says, read from its picture; undefined when none can be read. */
export async function qrOnPaper(pdf: Uint8Array): Promise<string | undefined> {
  const { data, width, height } = await pdfPicture(pdf);
  return jsQR(data, width, height)?.data;
}

/** How many points of the first page a red stamp covers that are written on without it. */
export async function stampCovers(stamped: Uint8Array, plain: Uint8Array): Promise<number> {
  const [over, under] = [await pdfPicture(stamped), await pdfPicture(plain)];
  let covered = 0;
  for (let at = 0; at < under.data.length; at += 4) {
    const [red = 0, , blue = 0] = over.data.subarray(at, at + 4);
    const [r = 0, g = 0, b = 0] = under.data.subarray(at, at + 3);
    if (red - blue > 60 && r + g + b < 500) covered++;
  }
  return covered;
}

/** What the QR codes of the first page say, one in each field of a page that is divided evenly, row by row; fields without one are left out. */
export async function qrCodesOnPaper(
  pdf: Uint8Array,
  { columns, rows }: { columns: number; rows: number },
): Promise<string[]> {
  const picture = await pdfPicture(pdf);
  const [width, height] = [Math.floor(picture.width / columns), Math.floor(picture.height / rows)];
  const field = (column: number, row: number): Uint8ClampedArray => {
    const part = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
      const from = ((row * height + y) * picture.width + column * width) * 4;
      part.set(picture.data.subarray(from, from + width * 4), y * width * 4);
    }
    return part;
  };
  return Array.from({ length: columns * rows }, (_, place) => {
    const found = jsQR(field(place % columns, Math.floor(place / columns)), width, height);
    return found?.data ?? '';
  }).filter((text) => text !== '');
}
