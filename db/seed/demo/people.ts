import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { listAssessments } from '~/domain/assessments/list-assessments';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { recordExternalResult } from '~/domain/assessments/record-external-result';
import { addDays, dateOf, type PlainDate, plainDate, startOf } from '~/domain/kernel/plain-date';
import { sixItems } from '~/domain/people/applicant-row.rules';
import { findHousehold } from '~/domain/people/find-household';
import { formHousehold } from '~/domain/people/form-household';
import type { HouseholdRelation } from '~/domain/people/household.rules';
import { identityCheck, type Sex } from '~/domain/people/identity.rules';
import type { HardshipCategory, Registration } from '~/domain/people/person.rules';
import { registerPerson } from '~/domain/people/register-person';
import { type Demo, must } from './demo';
import { homeTownCode } from './organisations';

/** Somebody the demo invents. */
export interface DemoPerson {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: PlainDate;
  readonly townCode: string;
  readonly registration: Registration;
  readonly category?: HardshipCategory;
  /** How many of the six abilities are not met; absent for those who were never assessed. */
  readonly unmet?: number;
  /** People with the same number live together. */
  readonly household?: number;
  readonly relation?: HouseholdRelation;
}

const person = (
  name: string,
  sex: Sex,
  born: string,
  townCode: string,
  registration: Registration,
  more: Pick<DemoPerson, 'category' | 'unmet' | 'household' | 'relation'> = {},
): DemoPerson => ({ name, sex, birthDate: plainDate(born), townCode, registration, ...more });

/** People of the demo, all invented; the first of them are those whom the centre takes in. */
export const demoPeople: readonly DemoPerson[] = [
  person('苏玉兰', 'female', '1941-03-08', '370304111', 'rural', { category: 'tekun', unmet: 5 }),
  person('韩长河', 'male', '1938-11-20', '370304111', 'rural', { category: 'tekun', unmet: 2 }),
  person('崔桂芝', 'female', '1944-06-15', '370304112', 'rural', { category: 'tekun', unmet: 6 }),
  person('孟宪林', 'male', '1947-01-30', '370304113', 'rural', { category: 'tekun', unmet: 0 }),
  person('石秀英', 'female', '1950-09-02', '370304103', 'urban', { category: 'dibao', unmet: 3 }),
  person('高树森', 'male', '1955-04-11', '370304004', 'urban', { category: 'special_hardship', unmet: 4 }),
  person('焦凤云', 'female', '1942-12-25', '370304106', 'rural', { category: 'tekun', unmet: 1 }),
  person('毕德全', 'male', '1951-07-19', '370304108', 'rural', { category: 'dibao_marginal' }),
  person('栾志英', 'female', '1949-02-14', '370304111', 'rural', {
    category: 'special_hardship',
    household: 1,
    relation: 'head',
  }),
  person('栾小军', 'male', '1976-05-05', '370304111', 'rural', {
    category: 'special_hardship',
    household: 1,
    relation: 'son',
  }),
  person('田福顺', 'male', '1945-10-10', '370304102', 'urban', {
    category: 'expense',
    household: 2,
    relation: 'head',
  }),
  person('宫美华', 'female', '1948-08-21', '370304102', 'urban', {
    category: 'expense',
    household: 2,
    relation: 'spouse',
  }),
  person('于怀忠', 'male', '1946-10-06', '370304112', 'rural', { category: 'tekun', unmet: 1 }),
  person('盖世春', 'male', '1943-05-27', '370304106', 'rural', { category: 'tekun', unmet: 2 }),
  person('岳秀芹', 'female', '1945-07-18', '370304103', 'urban', { category: 'special_hardship', unmet: 1 }),
  person('隋桂荣', 'female', '1948-12-02', '370304108', 'rural', { category: 'dibao', unmet: 2 }),
  person('初玉珍', 'female', '1939-04-23', '370304113', 'rural', { category: 'tekun', unmet: 3 }),
];

/** An identity number that is right in form and nobody's: region 000000 does not exist. */
export function demoIdentityNumber({ birthDate, sex }: Pick<DemoPerson, 'birthDate' | 'sex'>): string {
  const digits = `000000${birthDate.replaceAll('-', '')}01${sex === 'male' ? 1 : 2}`;
  return digits + identityCheck(digits);
}

/** Days before today on which the demo's people were registered, and assessed. */
const REGISTERED_DAYS_AGO = 150;
const ASSESSED_DAYS_AGO = 140;

async function seedHouseholds(demo: Demo, ids: ReadonlyMap<DemoPerson, string>): Promise<void> {
  const intake = demo.as('intake');
  for (const number of new Set(demoPeople.flatMap(({ household }) => household ?? []))) {
    const members = demoPeople.filter(({ household }) => household === number);
    const [first] = members.map((one) => ids.get(one) as string);
    if (!first || (await findHousehold(intake, { personId: first }))) continue;
    must(
      await formHousehold(intake, {
        townCode: members[0]?.townCode,
        village: '前坡村（演示数据）',
        declaredSize: members.length,
        members: members.map((one) => ({ personId: ids.get(one) as string, relation: one.relation })),
      }),
    );
  }
}

async function seedAssessment(demo: Demo, personId: string, unmet: number): Promise<void> {
  const assessor = demo.as('assessor');
  if ((await listAssessments(assessor, { personId })).rows.length > 0) return;
  const assessedOn = addDays(dateOf(new Date()), -ASSESSED_DAYS_AGO);
  const at = new Date(startOf(assessedOn).getTime() + 10 * 3_600_000);
  const { assessmentId } = must(
    await recordAssessment(demo.as('assessor', at), {
      personId,
      assessedOn,
      firstAssessor: '王建国（演示数据）',
      secondAssessor: '吕晓梅（演示数据）',
      answers: Object.fromEntries(sixItems.map((item, place) => [item, place < unmet ? 'unmet' : 'met'])),
      note: '演示数据',
      signatures: (['first', 'second', 'person'] as const).map((party) => ({
        party,
        means: 'paper' as const,
        signedOn: assessedOn,
      })),
    }),
  );
  must(await confirmAssessment(demo.as('manager', at), { assessmentId }));
}

/** What a hospital found of somebody of the demo: it waits for a person to confirm it. */
async function seedExternalResult(demo: Demo, personId: string): Promise<void> {
  const intake = demo.as('intake');
  if ((await listAssessments(demo.as('manager'), { personId })).rows.length > 0) return;
  must(
    await recordExternalResult(intake, {
      personId,
      scaleCode: 'gbt-42195',
      issuerKind: 'hospital',
      issuer: '博山区某医院（演示数据）',
      issuerNumber: 'YS-2026-0117',
      assessedOn: addDays(dateOf(new Date()), -12),
      grade: 'grade-2',
      totals: {
        'self-care-total': 20,
        'mobility-total': 10,
        'mental-total': 18,
        'social-total': 10,
        total: 58,
      },
      proofReference: '档案室 3-12（演示数据）',
      note: '演示数据',
    }),
  );
}

/** People of the demo tenant with households and confirmed grades; the second tenant has two people of its own. */
export async function seedPeople(demo: Demo): Promise<void> {
  const at = startOf(addDays(dateOf(new Date()), -REGISTERED_DAYS_AGO));
  const ids = new Map<DemoPerson, string>();
  for (const [place, one] of (demo.main ? demoPeople : demoPeople.slice(0, 2)).entries()) {
    const { personId } = must(
      await registerPerson(demo.as('intake', at), {
        name: one.name,
        identityNumber: demoIdentityNumber(one),
        phone: `1990000${String(place).padStart(4, '0')}`,
        address: '演示路 1 号（演示数据）',
        registration: one.registration,
        townCode: demo.main ? one.townCode : homeTownCode(demo),
        village: '前坡村（演示数据）',
        hardshipCategory: one.category,
      }),
    );
    ids.set(one, personId);
    if (one.unmet !== undefined) await seedAssessment(demo, personId, one.unmet);
    else if (demo.main && one.name === '毕德全') await seedExternalResult(demo, personId);
  }
  if (demo.main) await seedHouseholds(demo, ids);
}
