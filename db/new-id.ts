import { v7 } from 'uuid';

/** A new row id: UUID version 7, so that rows inserted together lie together in the index. */
export const newId = (): string => v7();
