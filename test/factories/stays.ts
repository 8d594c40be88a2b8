import type { Demo } from '#db/seed/demo/demo';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { importBeds } from '~/domain/beds/import-beds';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { placeOnWaitingList } from '~/domain/stays/place-on-waiting-list';
import { submitApplication } from '~/domain/stays/submit-application';
import { sixAnswers } from './assessments';
import { bedRows } from './beds';
import { personSaid } from './people';

/** The value of a result that must not be refused. */
export function got<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.refusals));
}

/** What is different about an applicant. `unmet` items of the six: 0 全自理, 1–3 半护理, 4–6 全护理. */
export interface Applicant {
  readonly name?: string;
  readonly identityNumber?: string;
  readonly category?: 'tekun' | 'dibao' | 'dibao_marginal' | 'expense' | 'special_hardship';
  readonly unmet?: number;
  readonly appliedOn?: string;
  readonly townCode?: string;
  readonly at?: Date;
}

/** An application as received. */
export async function anApplication(demo: Demo, applicant: Applicant = {}) {
  const { category = 'tekun', appliedOn, at, unmet: _, ...person } = applicant;
  const { hardshipCategory: __, ...said } = personSaid(person);
  return got(await submitApplication(demo.as('intake', at), { person: said, category, appliedOn }));
}

/** A grade is confirmed by somebody with an account. */
const DECIDER = '01900000-0000-7000-8000-00000000dec1';

/** A confirmed grade of a person that counts from the day of the actor. */
export async function aGrade(
  demo: Demo,
  personId: string,
  { unmet = 5, at }: Pick<Applicant, 'unmet' | 'at'> = {},
) {
  const recorded = await recordAssessment(demo.as('assessor', at), {
    personId,
    assessedOn: dateOf(at ?? new Date()),
    secondAssessor: '评估员乙（演示数据）',
    signatures: (['first', 'second'] as const).map((party) => ({
      party,
      means: 'paper',
      signedOn: dateOf(at ?? new Date()),
    })),
    answers: sixAnswers(unmet),
  });
  const decider = { ...demo.as('manager', at), userId: DECIDER };
  return got(await confirmAssessment(decider, { assessmentId: got(recorded).assessmentId }));
}

/** Somebody on the waiting list. */
export async function aWaitingPerson(demo: Demo, applicant: Applicant = {}) {
  const made = await anApplication(demo, applicant);
  const intake = demo.as('intake', applicant.at);
  got(
    await confirmEligibility(intake, {
      applicationId: made.applicationId,
      outcome: 'eligible',
      reason: '材料齐全，符合条件',
    }),
  );
  await aGrade(demo, made.personId, applicant);
  got(await placeOnWaitingList(intake, { applicationId: made.applicationId }));
  return made;
}

/** Ids of `count` new beds that take anybody. */
export async function someBeds(
  demo: Demo,
  count: number,
  building = `试验楼${Math.random()}`,
): Promise<string[]> {
  got(
    await importBeds(demo.as('manager'), {
      rows: bedRows(count, building),
      dryRun: false,
      fileName: 'beds.csv',
    }),
  );
  const beds = await listFreeBeds(demo.as('manager'), {});
  return beds.filter((bed) => bed.building === building).map(({ id }) => id);
}
