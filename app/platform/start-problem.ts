/** Something that the person at the console can put right; the message says how. */
export class StartProblem extends Error {
  override name = 'StartProblem';
}
