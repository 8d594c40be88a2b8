import { type Refusal, refusal } from '../kernel/refusals';

/** Why somebody is an interested person of a household beyond doubt. */
export type Relation =
  | 'declared'
  | 'same-person'
  | 'same-household'
  | 'same-phone'
  | 'same-address'
  | 'receiver-itself';

/** What leaves it to a person to decide. */
export type Doubt = 'same-name' | 'donor-unknown' | 'staff-name' | 'not-declared';

/** What is known of whoever gives. */
export interface Giver {
  readonly kind: 'person' | 'organisation';
  readonly name: string | null;
  readonly phone: string | null;
  readonly creditCode: string | null;
  /** As the donor says for this check; kept nowhere. */
  readonly identityNumber?: string | undefined;
  readonly address?: string | undefined;
  readonly declared: 'none' | 'related' | 'unknown';
}

/** What is known of a household: whoever belongs to it now or did before. */
export interface Reached {
  readonly address: string | null;
  readonly members: readonly {
    readonly name: string;
    readonly identityNumber: string | null;
    readonly phone: string | null;
    readonly address: string | null;
    /** Whether they belong to it today. */
    readonly now: boolean;
  }[];
}

/** What is known of whoever receives the gift and passes it on. */
export interface Between {
  readonly creditCode: string | null;
  /** Names of those who act for it. */
  readonly staff: readonly string[];
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\-—,，.。·]/g, '')
    .toUpperCase();

/** Whether two names are written alike but for blanks, dots and letter size. */
export const isSameName = (one: string | null | undefined, other: string | null | undefined): boolean =>
  same(one, other);

const same = (one: string | null | undefined, other: string | null | undefined): boolean =>
  Boolean(one && other) && plain(one ?? '') === plain(other ?? '');

/**
 * Whether a donor may want a gift to reach a household: nobody names an interested person as beneficiary (慈善法 Art. 40).
 * `relations` forbid it; `doubts` are left to a person. Money and goods alike.
 */
export function interestedPartyFindings(
  giver: Giver,
  reached: Reached,
  between: Between,
): { readonly relations: readonly Relation[]; readonly doubts: readonly Doubt[] } {
  const relations: Relation[] = [];
  const doubts: Doubt[] = [];
  if (giver.declared === 'related') relations.push('declared');
  if (giver.declared === 'unknown') doubts.push('not-declared');
  const self = reached.members.filter(({ identityNumber }) => same(identityNumber, giver.identityNumber));
  if (self.some(({ now }) => now)) relations.push('same-person');
  else if (self.length > 0) relations.push('same-household');
  if (reached.members.some(({ phone }) => same(phone, giver.phone))) relations.push('same-phone');
  if (
    [reached.address, ...reached.members.map(({ address }) => address)].some((one) =>
      same(one, giver.address),
    )
  )
    relations.push('same-address');
  if (same(giver.creditCode, between.creditCode)) relations.push('receiver-itself');
  if (giver.name === null) doubts.push('donor-unknown');
  else if (giver.kind === 'person') {
    if (relations.length === 0 && reached.members.some(({ name }) => same(name, giver.name)))
      doubts.push('same-name');
    if (between.staff.some((name) => same(name, giver.name))) doubts.push('staff-name');
    // By name alone nobody is told from another.
    if (!giver.identityNumber && !giver.phone) doubts.push('donor-unknown');
  }
  return { relations, doubts };
}

/** Relations that are found by what is kept of a donor; they are written down for the lead when the giver is named later. */
export const keptRelations = ['same-phone', 'receiver-itself'] as const satisfies readonly Relation[];

export const isKept = (one: string): one is (typeof keptRelations)[number] =>
  keptRelations.some((kept) => kept === one);

const codes: Record<Relation, string> = {
  declared: 'GIFT.INTERESTED_DECLARED',
  'same-person': 'GIFT.INTERESTED_SAME_PERSON',
  'same-household': 'GIFT.INTERESTED_SAME_HOUSEHOLD',
  'same-phone': 'GIFT.INTERESTED_SAME_PHONE',
  'same-address': 'GIFT.INTERESTED_SAME_ADDRESS',
  'receiver-itself': 'GIFT.INTERESTED_RECEIVER',
};

/** The refusals of relations, each with the clause. */
export const interestedPartyRefusals = (relations: readonly Relation[]): Refusal[] =>
  relations.map((one) => refusal(codes[one], { field: 'householdId' }));

/**
 * Whether the giver of goods is an interested person of whoever they are set aside for (慈善法 Art. 40). Goods are chosen out of the
 * store, so nobody declares; number and address of a giver are kept nowhere, so what is kept is compared: the same telephone
 * is a relation, the same name alone is a doubt, left to a person.
 */
export function interestedGoods(
  { kind, name, phone }: Pick<Giver, 'kind' | 'name' | 'phone'>,
  reached: Reached,
): 'same-phone' | 'same-name' | undefined {
  const { relations, doubts } = interestedPartyFindings(
    { kind, name, phone, creditCode: null, declared: 'none' },
    reached,
    { creditCode: null, staff: [] },
  );
  if (relations.length > 0) return 'same-phone';
  return doubts.includes('same-name') ? 'same-name' : undefined;
}
