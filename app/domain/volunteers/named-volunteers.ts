import { z } from 'zod';
import { selectByNumbers } from '#db/queries/volunteer-records';
import type { ReadScope } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { numbersIn } from './record.rules';

/** The most volunteers that one change names. */
const MOST = 500;

/** Numbers of those concerned: as a field holds them, or a list. */
export const volunteersField = z.union(
  [z.string(), z.array(z.string()).transform((list) => list.join('\n'))],
  { error: 'RECORD.VOLUNTEERS_MISSING' },
);

/** The volunteers named; every number that is nobody's is refused. Refuses RECORD.VOLUNTEERS_MISSING, .VOLUNTEERS_MANY, .NUMBER_UNKNOWN. */
export async function findNamed({ tx }: Pick<ReadScope, 'tx'>, written: string): Promise<Result<string[]>> {
  const field = 'volunteers';
  const numbers = numbersIn(written);
  if (numbers.length === 0) return refuse(refusal('RECORD.VOLUNTEERS_MISSING', { field }));
  if (numbers.length > MOST)
    return refuse(refusal('RECORD.VOLUNTEERS_MANY', { field, params: { limit: MOST } }));
  const found = await selectByNumbers(tx, numbers);
  const known = new Set(found.map(({ number }) => number));
  const problems = numbers
    .filter((number) => !known.has(number))
    .map((number) => refusal('RECORD.NUMBER_UNKNOWN', { field, params: { number: number.slice(0, 20) } }));
  return problems.length > 0 ? refuse(...problems) : accept(found.map(({ id }) => id));
}

/** What is wrong with the numbers of a form that is not whole; nothing where they could not be read at all. */
export async function namedProblems(
  scope: Pick<ReadScope, 'tx'>,
  written: string | undefined,
): Promise<readonly Refusal[]> {
  const named = written === undefined ? accept([]) : await findNamed(scope, written);
  return named.ok ? [] : named.refusals;
}
