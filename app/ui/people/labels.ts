import type { HouseholdRelation } from '~/domain/people/household.rules';
import type { Sex } from '~/domain/people/identity.rules';
import type { HardshipCategory, Registration } from '~/domain/people/person.rules';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

export const sexLabel: Record<Sex, () => string> = { male: m.people_sex_male, female: m.people_sex_female };

export const registrationLabel: Record<Registration, () => string> = {
  urban: m.people_registration_urban,
  rural: m.people_registration_rural,
};

export const categoryLabel: Record<HardshipCategory, () => string> = {
  tekun: m.people_category_tekun,
  dibao: m.people_category_dibao,
  dibao_marginal: m.people_category_dibao_marginal,
  expense: m.people_category_expense,
  special_hardship: m.people_category_special_hardship,
};

export const relationLabel: Record<HouseholdRelation, () => string> = {
  head: m.people_relation_head,
  spouse: m.people_relation_spouse,
  son: m.people_relation_son,
  daughter: m.people_relation_daughter,
  grandchild: m.people_relation_grandchild,
  parent: m.people_relation_parent,
  grandparent: m.people_relation_grandparent,
  sibling: m.people_relation_sibling,
  other: m.people_relation_other,
};

/** Options of a choice or a list, in the order of the labels. */
export const optionsOf = <Value extends string>(labels: Record<Value, () => string>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value]() }));

/** A town as the reader's language names it. */
export const townLabel = ({
  name,
  nameEn,
}: {
  readonly name: string;
  readonly nameEn: string | null;
}): string => (getLocale() === 'en' && nameEn ? nameEn : name);

type Towns = readonly { readonly code: string; readonly name: string; readonly nameEn: string | null }[];

/** The town with this code as the reader's language names it. */
export function townOf(towns: Towns, code: string): string | undefined {
  const town = towns.find((one) => one.code === code);
  return town && townLabel(town);
}

/** Towns as options of a list. */
export const townOptions = (towns: Towns) =>
  towns.map((town) => ({ value: town.code, label: townLabel(town) }));
