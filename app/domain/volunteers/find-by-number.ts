import { selectVolunteerByNumber } from '#db/queries/volunteers';
import { read } from '../audit/use-case';

/** A volunteer by their number, however it is written; undefined when there is none. */
export const findByNumber = read('volunteers.view', ({ tx }, { number }: { number: string }) =>
  selectVolunteerByNumber(tx, number.normalize('NFKC').trim().toUpperCase()),
);
