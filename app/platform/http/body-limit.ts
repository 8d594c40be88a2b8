import type { RequestHandler } from 'express';

const MIB = 1024 * 1024;
/** Forms and API calls. */
const LIMIT_BYTES = MIB;
/** Files: spreadsheets to import, scanned evidence. */
const FILE_LIMIT_BYTES = 20 * MIB;
const FILE_TYPES =
  /^(multipart\/form-data|text\/csv|image\/(jpeg|png|webp)|application\/pdf|application\/vnd\.openxmlformats|application\/octet-stream)\b/i;

/** Refuses bodies that are too long (413) or do not say how long they are (411), before anything reads them. */
export const limitBody: RequestHandler = (request, response, next) => {
  if (request.headers['transfer-encoding'] !== undefined) {
    response.status(411).end();
    return;
  }
  const limit = FILE_TYPES.test(request.headers['content-type'] ?? '') ? FILE_LIMIT_BYTES : LIMIT_BYTES;
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    response.set('Connection', 'close').status(413).end();
    return;
  }
  next();
};
