import { addDays, dateOf, type PlainDate } from '~/domain/kernel/plain-date';
import { acceptAssignment } from '~/domain/visits/answer-assignment';
import { checkIn } from '~/domain/visits/check-in';
import { findScreenCode } from '~/domain/visits/codes';
import { importVisits } from '~/domain/visits/import-visits';
import { listAssignments } from '~/domain/visits/list-visits';
import { makePlan } from '~/domain/visits/make-plan';
import { publishPlan } from '~/domain/visits/publish-plan';
import { recordAttendance } from '~/domain/visits/record-attendance';
import { requestPlan } from '~/domain/visits/request-plan';
import { instantOf } from '~/domain/visits/visit.rules';
import { type Demo, must } from './demo';

const WARD = '照护中心（演示数据）';

/** A row of a list of wanted visits, in the morning of a day. */
const wish = (number: string, day: PlainDate, cells: Record<string, string>) => ({
  row: Number(number.slice(-1)) + 1,
  cells: {
    编号: number,
    镇街: '源泉镇',
    时长: '60',
    人数: '1',
    日期: day,
    开始: '9:00',
    结束: '12:00',
    ...cells,
  },
});

/** Visits of last week, and those that people of the demo want in the next days. */
export async function seedVisits(demo: Demo): Promise<void> {
  if (!demo.main) return;
  const today = dateOf(new Date());
  await seedPastVisits(demo, today);
  must(
    await importVisits(demo.as('coordinator'), {
      dryRun: false,
      fileName: 'demo',
      rows: [
        wish('演示-1', addDays(today, 1), {
          地点: WARD,
          服务类别: '人文关怀',
          事由: '陪伴聊天，读报（演示数据）',
        }),
        wish('演示-2', addDays(today, 2), {
          地点: '前坡村（演示数据）',
          服务类别: '人文关怀',
          所需技能: '理发',
          事由: '上门理发（演示数据）',
          详细地址: '演示路 1 号（演示数据）',
        }),
        wish('演示-3', addDays(today, 3), {
          地点: '后峪村（演示数据）',
          服务类别: '心理疏导',
          所需技能: '心理咨询',
          事由: '心理疏导（演示数据）',
        }),
      ],
    }),
  );
}

/** What was promised last week: one visit that was recorded, and one whose volunteer forgot to check out. */
async function seedPastVisits(demo: Demo, today: PlainDate): Promise<void> {
  const before = instantOf(addDays(today, -6), 540);
  const coordinator = demo.as('coordinator', before);
  const fromDate = addDays(today, -3);
  const yesterday = addDays(today, -1);
  const { unchanged } = must(
    await importVisits(coordinator, {
      dryRun: false,
      fileName: 'demo',
      rows: [
        wish('演示-过去-1', fromDate, { 地点: WARD, 服务类别: '人文关怀', 事由: '陪伴聊天（演示数据）' }),
        wish('演示-过去-2', yesterday, { 地点: WARD, 服务类别: '人文关怀', 事由: '读报（演示数据）' }),
      ],
    }),
  );
  if (unchanged > 0) return;
  const { planId } = must(await requestPlan(coordinator, { fromDate, lastDate: yesterday }));
  must(await makePlan(coordinator, { planId }));
  must(await publishPlan(coordinator, { planId }));
  const { rows } = await listAssignments(coordinator, { from: fromDate, until: today });
  for (const { assignmentId, volunteerId, startsAt, townCode, place } of rows) {
    const volunteer = (at: Date) => ({ ...demo.as('volunteer', at), volunteerId });
    must(await acceptAssignment(volunteer(before), { assignmentId }));
    const code = await findScreenCode(demo.as('manager', startsAt), { townCode, place });
    must(await checkIn(volunteer(startsAt), { assignmentId, code }));
  }
  // A demo that has been worked with may have nobody free.
  const [first] = rows;
  if (!first) return;
  must(
    await recordAttendance(demo.as('coordinator', first.endsAt), {
      assignmentId: first.assignmentId,
      leftAt: first.endsAt.toISOString(),
      record: '陪伴聊天，情况良好（演示数据）',
      reason: '忘记签退（演示数据）',
    }),
  );
}
