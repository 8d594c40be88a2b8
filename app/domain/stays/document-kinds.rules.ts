import type { HardshipCategory } from '../people/person.rules';
import type { HardshipFact } from './details.rules';

/** Of whom a kind of document is required; nothing: of nobody. */
export interface RequiredOf {
  readonly always?: true;
  readonly categories?: readonly HardshipCategory[];
  readonly facts?: readonly HardshipFact[];
  /** Of whoever names a guardian. */
  readonly guardian?: true;
}

/** A kind of document, as the district has it. */
export interface DocumentKind {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly requiredOf: RequiredOf;
}

/** What decides which documents somebody has to hand in. */
export interface Circumstances {
  readonly category?: string;
  readonly facts?: readonly string[];
  readonly guardianName?: string | null;
}

/** Whether a kind of document is required of somebody. */
export function isRequired({ requiredOf }: Pick<DocumentKind, 'requiredOf'>, of: Circumstances): boolean {
  const { always, categories = [], facts = [], guardian } = requiredOf;
  return (
    always === true ||
    categories.some((one) => one === of.category) ||
    facts.some((one) => of.facts?.includes(one)) ||
    (guardian === true && Boolean(of.guardianName?.trim()))
  );
}

/** Kinds that are required of somebody and not there. */
export const missingKinds = <Kind extends Pick<DocumentKind, 'code' | 'requiredOf'>>(
  kinds: readonly Kind[],
  of: Circumstances,
  there: ReadonlySet<string>,
): Kind[] => kinds.filter((kind) => isRequired(kind, of) && !there.has(kind.code));
