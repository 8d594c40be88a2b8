import { addDays, type PlainDate } from '../kernel/plain-date';

/**
 * The nine risks of GB 38600-2019 养老机构服务安全基本规范: 噎食, 食品药品误食, 压疮, 烫伤, 坠床, 跌倒, 他伤和自伤, 走失, 文娱活动意外.
 * Each is to be judged before admission (养老机构管理办法 第三十三、三十四条) and again from time to time.
 */
export const risks = [
  'choking',
  'ingestion',
  'pressure-sore',
  'scald',
  'bed-fall',
  'fall',
  'harm',
  'wandering',
  'activity',
] as const;
export type Risk = (typeof risks)[number];

/** How likely it is, by the judgement of whoever assesses; the four levels are ours, 待核实. */
export const riskLevels = ['none', 'low', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** Days until a risk is looked at again unless somebody says otherwise. Ours, 待核实. */
const REVIEW_DAYS: Record<RiskLevel, number> = { none: 365, low: 180, medium: 90, high: 30 };

/** The longest that a risk may go without being looked at: a year. Ours, 待核实; the database keeps it too. */
export const LONGEST_DAYS = 366;

/** The day on which a risk is to be looked at again. */
export const nextReview = (level: RiskLevel, assessedOn: PlainDate): PlainDate =>
  addDays(assessedOn, REVIEW_DAYS[level]);

/** Whether measures have to be named. */
export const needsMeasures = (level: RiskLevel): boolean => level === 'medium' || level === 'high';

/** Where a risk stands: never assessed, an incident of its kind came after, to be looked at again by today, or settled for now. */
export type RiskStanding = 'missing' | 'incident' | 'due' | 'settled';

/** `incidentAt`: when the newest incident of this kind was noticed. What has happened is assessed again (养老机构管理办法 第十五条: 变化时). */
export function standingOf(
  newest: { readonly nextOn: PlainDate; readonly recordedAt: Date } | undefined,
  { today, incidentAt }: { today: PlainDate; incidentAt?: Date },
): RiskStanding {
  if (!newest) return 'missing';
  if (incidentAt && incidentAt > newest.recordedAt) return 'incident';
  return newest.nextOn <= today ? 'due' : 'settled';
}
