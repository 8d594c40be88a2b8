/** Values that fill the gaps of a refusal's words. */
export type RefusalParams = Record<string, string | number>;

/**
 * Why something was not done. `code` is NOUN.REASON; its words are the messages
 * `refusal_NOUN_REASON` in both languages. `field` names the input it belongs to, if one.
 */
export interface Refusal {
  readonly code: string;
  readonly field?: string;
  readonly params?: RefusalParams;
}

/** Outcome of a use case: a value, or every reason why not. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** A name as a parameter `…Both`, of which readers see their language; Chinese where it has no English one. */
export const inBoth = ({ name, nameEn }: { readonly name: string; readonly nameEn: string | null }): string =>
  `${name}\n${nameEn || name}`;

export function refusal(code: string, detail: { field?: string; params?: RefusalParams } = {}): Refusal {
  return { code, ...detail };
}

export const accept = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (...refusals: Refusal[]): Result<never> => ({ ok: false, refusals });
