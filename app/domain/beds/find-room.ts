import { selectRoom } from '#db/queries/places';
import { read } from '../audit/use-case';

/** A room with its rules and place; undefined when there is none. */
export const findRoom = read('beds.view', async ({ tx }, { id }: { id: string }) => selectRoom(tx, id));
