import type { Result } from '~/domain/kernel/refusals';

/** What a use case answered; a refusal is a failure of the test, with its words. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

/** Codes of what a use case refused; none when it did what was asked. */
export const codes = (result: Result<unknown>): string[] =>
  result.ok ? [] : result.refusals.map((one) => one.code);
