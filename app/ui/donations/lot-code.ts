/** A lot as people call it, on labels and sheets: the last eight signs of its id. */
export const lotCode = (lotId: string): string => lotId.slice(-8).toUpperCase();
