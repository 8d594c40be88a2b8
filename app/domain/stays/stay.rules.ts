/** Why a stay ends. */
export const dischargeCauses = ['home', 'hospital', 'other_home', 'death', 'other'] as const;
export type DischargeCause = (typeof dischargeCauses)[number];
