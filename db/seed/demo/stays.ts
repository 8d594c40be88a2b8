import { linkUser } from '~/domain/access/link-user';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { findGradeOn } from '~/domain/assessments/find-grade-on';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { addDays, dateOf, startOf } from '~/domain/kernel/plain-date';
import { sixItems } from '~/domain/people/applicant-row.rules';
import { findPersonByIdentity } from '~/domain/people/find-person';
import { admitResident } from '~/domain/stays/admit-resident';
import { answerOffer } from '~/domain/stays/answer-offer';
import { beginLeave } from '~/domain/stays/begin-leave';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { endLeave } from '~/domain/stays/end-leave';
import { findApplication } from '~/domain/stays/find-application';
import { listDrafts } from '~/domain/stays/find-draft';
import { listApplications } from '~/domain/stays/list-applications';
import { listStayChanges } from '~/domain/stays/list-away';
import { listStays } from '~/domain/stays/list-stays';
import { offerBed } from '~/domain/stays/offer-bed';
import { placeOnWaitingList } from '~/domain/stays/place-on-waiting-list';
import { requestInformation } from '~/domain/stays/request-information';
import { saveDraftStep } from '~/domain/stays/save-draft-step';
import { startDraft } from '~/domain/stays/start-draft';
import { submitApplication } from '~/domain/stays/submit-application';
import { demoUserId } from './access';
import { demoBed } from './beds';
import { type Demo, must } from './demo';
import { homeTownCode } from './organisations';
import { type DemoPerson, demoIdentityNumber, demoPeople } from './people';

/** How far somebody of the demo has come, counted in days before today. */
interface Way {
  readonly name: string;
  readonly appliedDaysAgo: number;
  readonly decided?: boolean;
  /** Six abilities not met, for those whom the people of the demo were not assessed with. */
  readonly unmet?: number;
  readonly listed?: boolean;
  readonly offered?: readonly [room: string, bed: string];
  readonly admittedDaysAgo?: number;
  readonly leftDaysAgo?: number;
}

const residents: readonly Way[] = [
  { name: '苏玉兰', appliedDaysAgo: 130, offered: ['C102', '1床'], admittedDaysAgo: 120 },
  { name: '韩长河', appliedDaysAgo: 128, offered: ['C101', '1床'], admittedDaysAgo: 118 },
  { name: '崔桂芝', appliedDaysAgo: 126, offered: ['C103', '1床'], admittedDaysAgo: 100 },
  { name: '石秀英', appliedDaysAgo: 125, offered: ['C102', '2床'], admittedDaysAgo: 98 },
  { name: '高树森', appliedDaysAgo: 120, offered: ['C101', '2床'], admittedDaysAgo: 75 },
  { name: '毕德全', appliedDaysAgo: 110, unmet: 2, offered: ['C201', '1床'], admittedDaysAgo: 40 },
  // Five lie in general beds, so that donors are told of beds by their kind (decision 0020).
  { name: '于怀忠', appliedDaysAgo: 118, offered: ['C203', '1床'], admittedDaysAgo: 72 },
  { name: '盖世春', appliedDaysAgo: 116, offered: ['C203', '2床'], admittedDaysAgo: 70 },
  { name: '岳秀芹', appliedDaysAgo: 114, offered: ['C205', '1床'], admittedDaysAgo: 66 },
  { name: '隋桂荣', appliedDaysAgo: 112, offered: ['C205', '2床'], admittedDaysAgo: 60 },
  { name: '初玉珍', appliedDaysAgo: 108, offered: ['C202', '2床'], admittedDaysAgo: 52 },
  // Went home again, and applies anew below: the family of the demo sees both its old bills and its place.
  { name: '焦凤云', appliedDaysAgo: 124, offered: ['C202', '1床'], admittedDaysAgo: 95, leftDaysAgo: 20 },
];

const underWay: readonly Way[] = [
  { name: '栾志英', appliedDaysAgo: 60, decided: true, unmet: 5, listed: true, offered: ['C103', '2床'] },
  { name: '焦凤云', appliedDaysAgo: 9, decided: true, listed: true },
  { name: '栾小军', appliedDaysAgo: 55, decided: true, unmet: 3, listed: true },
  { name: '田福顺', appliedDaysAgo: 90, decided: true, unmet: 6, listed: true },
  { name: '孟宪林', appliedDaysAgo: 20, decided: true },
  { name: '宫美华', appliedDaysAgo: 3 },
];

const FAMILY_OF = '焦凤云';

/** Ten in the morning, so many days before today. */
const morning = (daysAgo: number): Date =>
  new Date(startOf(addDays(dateOf(new Date()), -daysAgo)).getTime() + 10 * 3_600_000);

async function demoPersonId(demo: Demo, name: string): Promise<{ id: string; person: DemoPerson }> {
  const person = demoPeople.find((one) => one.name === name);
  const found =
    person && (await findPersonByIdentity(demo.as('intake'), { identityNumber: demoIdentityNumber(person) }));
  if (!found) throw new Error(`The demo has no person ${name}`);
  return { id: found.id, person };
}

async function assess(
  demo: Demo,
  personId: string,
  { unmet, at }: { unmet: number; at: Date },
): Promise<void> {
  if (await findGradeOn(demo.as('manager'), { personId, on: dateOf(new Date()) })) return;
  const { assessmentId } = must(
    await recordAssessment(demo.as('assessor', at), {
      personId,
      assessedOn: dateOf(at),
      firstAssessor: '王建国（演示数据）',
      secondAssessor: '吕晓梅（演示数据）',
      answers: Object.fromEntries(sixItems.map((item, place) => [item, place < unmet ? 'unmet' : 'met'])),
      note: '演示数据',
      signatures: (['first', 'second', 'person'] as const).map((party) => ({
        party,
        means: 'paper' as const,
        signedOn: dateOf(at),
      })),
    }),
  );
  must(await confirmAssessment(demo.as('manager', at), { assessmentId }));
}

/** Takes one person as far as told; whoever has an application of that day already is left where they are. */
async function goTheWay(demo: Demo, way: Way): Promise<void> {
  const { id: personId, person } = await demoPersonId(demo, way.name);
  const at = morning(way.appliedDaysAgo);
  const intake = demo.as('intake', at);
  const { rows } = await listApplications(intake, { name: way.name });
  if (rows.some((row) => row.personId === personId && row.appliedOn === dateOf(at))) return;

  const { applicationId } = must(
    await submitApplication(intake, {
      personId,
      category: person.category,
      guardianName: '演示家属',
      guardianPhone: '19900009999',
      householdSize: 2,
      note: '演示数据',
    }),
  );
  if (!way.decided && way.admittedDaysAgo === undefined) return;
  const reason = '材料已核对（演示数据）';
  must(await confirmEligibility(intake, { applicationId, outcome: 'eligible', reason }));
  if (way.unmet !== undefined) await assess(demo, personId, { unmet: way.unmet, at });
  if (!way.listed && way.admittedDaysAgo === undefined) return;
  must(await placeOnWaitingList(intake, { applicationId }));
  if (way.offered) await settle(demo, way, applicationId);
}

/** Offer, answer, admission and discharge, as far as they have come. */
async function settle(demo: Demo, way: Way, applicationId: string): Promise<void> {
  const [room, bed] = way.offered ?? ['', ''];
  const at = morning(way.admittedDaysAgo ?? 0);
  const from = dateOf(at);
  const bedId = await demoBed(demo, room, bed);
  const { offerId } = must(
    await offerBed(demo.as('intake', at), { applicationId, bedId, from, answerHours: 336 }),
  );
  if (way.admittedDaysAgo === undefined) return;
  must(await answerOffer(demo.as('intake', at), { offerId, answer: 'accept' }));
  const { stayId } = must(await admitResident(demo.as('manager', at), { applicationId, on: from }));
  if (way.leftDaysAgo === undefined) return;
  const left = morning(way.leftDaysAgo);
  must(
    await dischargeResident(demo.as('manager', left), {
      stayId,
      on: dateOf(left),
      cause: 'home',
      reason: '演示数据',
    }),
  );
}

/** Who was in hospital and is back, and who is at home for some days. */
async function seedAbsences(demo: Demo): Promise<void> {
  const manager = demo.as('manager');
  const { rows } = await listStays(manager, { on: dateOf(new Date()) });
  const stayOf = (name: string) => rows.find(({ personName }) => personName === name)?.id;
  const [ill, home] = [stayOf('高树森'), stayOf('石秀英')];
  const known = ill ? (await listStayChanges(manager, { stayId: ill })).leaves.length > 0 : true;
  if (!ill || !home || known) return;
  const day = (daysAgo: number) => addDays(dateOf(new Date()), -daysAgo);
  must(
    await beginLeave(manager, {
      stayId: ill,
      from: day(12),
      kind: 'hospital',
      note: '区医院（演示数据）',
      notifiedName: '家属（演示数据）',
      notifiedAt: morning(12).toISOString(),
    }),
  );
  must(await endLeave(manager, { stayId: ill, on: day(5) }));
  must(
    await beginLeave(manager, {
      stayId: home,
      from: day(2),
      kind: 'home',
      expectedOn: day(-3),
      note: '演示数据',
    }),
  );
}

/** Somebody is asked for more papers, and a town clerk has begun an application for somebody new. */
async function seedIntake(demo: Demo): Promise<void> {
  const intake = demo.as('intake');
  const { rows } = await listApplications(intake, { status: 'received' });
  const asked = rows.find(({ personName }) => personName === '宫美华');
  const known = asked && (await findApplication(intake, { id: asked.id }));
  if (known?.requests.length === 0)
    must(
      await requestInformation(demo.as('intake', morning(1)), {
        applicationId: known.id,
        items: [
          { documentKind: 'household_register', text: '户主页拍得不清楚，请重新拍照（演示数据）' },
          { text: '平时由谁照料、每天照料多久，请写明（演示数据）' },
        ],
      }),
    );
  if ((await listDrafts(intake)).length > 0) return;
  const town = { ...demo.as('town'), townCode: homeTownCode(demo) };
  const { draftId } = must(await startDraft(town, {}));
  must(
    await saveDraftStep(town, {
      draftId,
      step: 'who',
      version: 1,
      said: {
        person: { name: '逯桂兰', sex: 'female', birthDate: '1941-03-08', townCode: homeTownCode(demo) },
      },
    }),
  );
  must(
    await saveDraftStep(town, {
      draftId,
      step: 'household',
      version: 2,
      said: {
        householdSize: 1,
        guardianName: '演示家属',
        guardianRelation: 'relative',
        guardianPhone: '1990000',
      },
    }),
  );
}

/** Eleven residents, an offer that is open, three who wait, two at the beginning; in the second tenant one resident. */
export async function seedStays(demo: Demo): Promise<void> {
  if (!demo.main)
    return goTheWay(demo, {
      name: '苏玉兰',
      appliedDaysAgo: 90,
      offered: ['C102', '1床'],
      admittedDaysAgo: 80,
    });
  for (const way of [...residents, ...underWay]) await goTheWay(demo, way);
  await seedAbsences(demo);
  await seedIntake(demo);
  const { id: personId } = await demoPersonId(demo, FAMILY_OF);
  must(await linkUser(demo.as('admin'), { userId: demoUserId('family', demo.tenant), personId }));
}
