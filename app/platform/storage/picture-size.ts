/** Most pixels of a picture: a page scanned at 600 dpi has 35 million. */
export const MOST_PIXELS = 60_000_000;
