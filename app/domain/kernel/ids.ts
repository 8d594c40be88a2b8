declare const brand: unique symbol;

/** A UUID that says in the type whose it is, so that a bed's id is never passed for a person's. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun };

/** Names the noun of an id that came from outside; the form is checked by zod before. */
export const asId = <Noun extends string>(id: string): Id<Noun> => id as Id<Noun>;
