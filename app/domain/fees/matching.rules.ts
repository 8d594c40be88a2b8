import { findReferences } from '../ledger/payment-reference.rules';

/**
 * The bill that the text of a bank line names, of those that exist. Undefined when it names none, bills of more than one
 * resident, or a gift as well: nothing is guessed with other people's money. Of several bills of one resident the first.
 */
export function referencedInvoice<Invoice extends { readonly personId: string }>(
  text: string,
  byReference: ReadonlyMap<string, Invoice>,
): Invoice | undefined {
  if (findReferences('G', text).length > 0) return undefined;
  const named = findReferences('F', text).flatMap((reference) => byReference.get(reference) ?? []);
  const [first] = named;
  return first && named.every((one) => one.personId === first.personId) ? first : undefined;
}
