import { selectPlacesOfRoom } from '#db/queries/beds';
import { selectRoom } from '#db/queries/places';
import { read } from '../audit/use-case';

/** A room with its rules, its place and its beds, retired ones too; undefined when there is none. */
export const findRoom = read('beds.view', async ({ tx }, { id }: { id: string }) => {
  const room = await selectRoom(tx, id);
  return room && { ...room, beds: await selectPlacesOfRoom(tx, id) };
});
