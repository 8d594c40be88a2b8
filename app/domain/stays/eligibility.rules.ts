import { ageOn, type PlainDate } from '../kernel/plain-date';
import type { HardshipCategory } from '../people/person.rules';
import type { Stated } from './application.rules';

/** What is looked at before a person decides. */
export const findingCodes = ['hardship', 'labour', 'dependence', 'district', 'residence', 'living'] as const;
export type FindingCode = (typeof findingCodes)[number];

/** `check`: the records do not say; a person has to look at papers or ask. */
export type FindingOutcome = 'met' | 'unmet' | 'check';

export interface Finding {
  readonly code: FindingCode;
  readonly outcome: FindingOutcome;
}

/** What the machine would say; a person decides (个人信息保护法 Art. 24). */
export type ProposedOutcome = 'eligible' | 'check' | 'ineligible';

export interface EligibilityFacts {
  readonly category: HardshipCategory;
  readonly birthDate: PlainDate;
  readonly townCode: string | null;
  readonly deceasedOn: PlainDate | null;
  readonly stated: Stated | null;
  /** Confirmed self-care grade, if the person was assessed already. */
  readonly grade: string | null;
  /** Lives in the centre now. */
  readonly resident: boolean;
}

/** 特困人员认定办法 Art. 4–5: from 60 on nobody is asked for the ability to work. */
const WORKING_AGE_ENDS = 60;
/** Under 16 there; 博政字〔2021〕12号 二（一）1 extends the cover of minors to 18. */
const WORKING_AGE_BEGINS = 18;

/**
 * Whom the centre is for: 特殊困难家庭失能人员 of the district (博政字〔2021〕12号 二（五）), and for 特困 the conditions
 * of 特困人员认定办法 Art. 4–8 as far as the records can tell. Means and supporters are always looked at by a person.
 */
export function examineEligibility(
  facts: EligibilityFacts,
  today: PlainDate,
): { findings: Finding[]; proposed: ProposedOutcome } {
  const findings: Finding[] = [
    { code: 'hardship', outcome: 'met' },
    { code: 'labour', outcome: labour(facts, today) },
    { code: 'dependence', outcome: dependence(facts) },
    { code: 'district', outcome: facts.townCode ? 'met' : 'check' },
    { code: 'residence', outcome: facts.resident ? 'unmet' : 'met' },
    { code: 'living', outcome: facts.deceasedOn ? 'unmet' : 'met' },
  ];
  const any = (outcome: FindingOutcome) => findings.some((finding) => finding.outcome === outcome);
  return { findings, proposed: any('unmet') ? 'ineligible' : any('check') ? 'check' : 'eligible' };
}

/** Without ability to work: by age, or else by the disability certificate, which a person has to see. */
function labour({ category, birthDate }: EligibilityFacts, today: PlainDate): FindingOutcome {
  if (category !== 'tekun') return 'met';
  const age = ageOn(birthDate, today);
  return age >= WORKING_AGE_ENDS || age < WORKING_AGE_BEGINS ? 'met' : 'check';
}

/** Disabled is whoever fails at least one of the six items (Art. 21); until they are assessed the family's word is only a hint. */
function dependence({ grade, stated }: EligibilityFacts): FindingOutcome {
  if (grade !== null) return grade === 'independent' ? 'unmet' : 'met';
  return Object.values(stated ?? {}).includes('unmet') ? 'met' : 'check';
}
