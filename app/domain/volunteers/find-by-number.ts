import { selectVolunteerByNumber } from '#db/queries/volunteers';
import { read } from '../audit/use-case';

/** A volunteer's number as it is kept, however it was typed. */
export const readNumber = (text: string): string => text.normalize('NFKC').trim().toUpperCase();

/** A volunteer by their number, however it is written; undefined when there is none. */
export const findByNumber = read('volunteers.view', ({ tx }, { number }: { number: string }) =>
  selectVolunteerByNumber(tx, readNumber(number)),
);
