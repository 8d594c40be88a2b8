/** District → town or sub-district → village; care centres; and whoever may receive gifts. */
export const organisationKinds = ['district', 'town', 'village', 'care_centre', 'receiving_entity'] as const;

export type OrganisationKind = (typeof organisationKinds)[number];
