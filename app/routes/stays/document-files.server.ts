import type { OpenDocument } from '~/domain/stays/view-document';

/** The files of a form's field `files`; a field left empty brings none. */
export async function filesOf(form: FormData) {
  const chosen = form.getAll('files').filter((one): one is File => one instanceof File && one.size > 0);
  return Promise.all(
    chosen.map(async (file) => ({
      name: file.name.slice(0, 1_000),
      content: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

/**
 * A paper as an answer. Pictures, which were put together anew here, may be looked at in the browser; everything else is only
 * handed over. Whatever it holds runs nowhere: its own policy allows nothing, and a browser guesses no other type.
 */
export function documentResponse({ name, type, content }: OpenDocument): Response {
  const how = type.startsWith('image/') ? 'inline' : 'attachment';
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(content.byteLength),
      'Content-Disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
      // Browsers lay a picture out with styles of their own.
      'Content-Security-Policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
