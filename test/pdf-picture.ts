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
