import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { importVisits } from '~/domain/visits/import-visits';
import { type Demo, must } from './demo';

/** Visits that people of the demo want in the next days. */
export async function seedVisits(demo: Demo): Promise<void> {
  if (!demo.main) return;
  const today = dateOf(new Date());
  const wish = (number: string, day: number, cells: Record<string, string>) => ({
    row: day + 1,
    cells: {
      编号: number,
      镇街: '源泉镇',
      时长: '60',
      人数: '1',
      日期: addDays(today, day),
      开始: '9:00',
      结束: '12:00',
      ...cells,
    },
  });
  must(
    await importVisits(demo.as('coordinator'), {
      dryRun: false,
      fileName: 'demo',
      rows: [
        wish('演示-1', 1, {
          地点: '照护中心（演示数据）',
          服务类别: '人文关怀',
          事由: '陪伴聊天，读报（演示数据）',
        }),
        wish('演示-2', 2, {
          地点: '前坡村（演示数据）',
          服务类别: '人文关怀',
          所需技能: '理发',
          事由: '上门理发（演示数据）',
          详细地址: '演示路 1 号（演示数据）',
        }),
        wish('演示-3', 3, {
          地点: '后峪村（演示数据）',
          服务类别: '心理疏导',
          所需技能: '心理咨询',
          事由: '心理疏导（演示数据）',
        }),
      ],
    }),
  );
}
