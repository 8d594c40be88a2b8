import type { ImportColumn } from '../kernel/import-columns';
import type { SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { parseWrittenDate } from '../kernel/written-date';
import { type KnownTown, matchTown } from '../organisations/town.rules';
import { serviceOf, skillOf } from '../volunteers/volunteer-row.rules';
import type { Need } from './visit.forms';
import { priorities } from './visit.rules';

const column = (
  field: string,
  header: string,
  example: string,
  aliases: string[],
  required = true,
): ImportColumn => ({
  field,
  header,
  example,
  aliases,
  required,
});

/** Columns of a list of visits wanted, in the order of the template. */
export const needColumns: readonly ImportColumn[] = [
  column('number', '编号', 'T2026-001', ['需求编号', 'Number']),
  column('townCode', '镇街', '源泉镇', ['Town']),
  column('place', '地点', '前坡村', ['Place']),
  column('address', '详细地址', '', ['Address'], false),
  column('serviceKind', '服务类别', '人文关怀', ['Service']),
  column('skill', '所需技能', '', ['Skill'], false),
  column('durationMinutes', '时长', '60', ['时长(分钟)', 'Minutes']),
  column('volunteersNeeded', '人数', '1', ['Volunteers'], false),
  column('outline', '事由', '陪伴聊天', ['Outline']),
  column('date', '日期', '2026-12-1', ['Date']),
  column('from', '开始', '9:00', ['From']),
  column('until', '结束', '11:00', ['Until']),
  column('priority', '优先级', '一般', ['Priority'], false),
  column('sameVolunteers', '沿用原志愿者', '否', ['Same volunteers'], false),
  column('repeat', '重复', '', ['重复规则', 'RRULE', 'Repeat'], false),
  column('repeatUntil', '重复至', '', ['Repeat until'], false),
];

const headers = Object.fromEntries(needColumns.map(({ field, header }) => [field, header]));

/** A row read: the number by which it is known, and what is asked for. */
export interface NeedRow {
  readonly number: string;
  readonly form: Need;
}

const priorityWords: Readonly<Record<string, number>> = {
  紧急: priorities.urgent,
  urgent: priorities.urgent,
  一般: priorities.normal,
  normal: priorities.normal,
  可缓: priorities.whenPossible,
  'when possible': priorities.whenPossible,
};

const answerWords: Readonly<Record<string, boolean>> = { 是: true, yes: true, 否: false, no: false };

/** Ways to say how often, beside an RRULE as it is. */
const repeatWords: Readonly<Record<string, string>> = {
  每天: 'FREQ=DAILY',
  每周: 'FREQ=WEEKLY',
  每两周: 'FREQ=WEEKLY;INTERVAL=2',
  每月: 'FREQ=MONTHLY',
};

/**
 * Reads one row. Refuses at once VISIT.NUMBER_MISSING, .TOWN_UNKNOWN, .PLACE_MISSING, .SERVICE_MISSING, .SKILL_UNKNOWN,
 * .DURATION_RANGE, .VOLUNTEERS_RANGE, .OUTLINE_MISSING, .WINDOW_FORM, .PRIORITY_UNKNOWN, .ANSWER_UNKNOWN.
 */
export function readNeedRow({ cells }: SheetRow, towns: readonly KnownTown[]): Result<NeedRow> {
  const problems: Refusal[] = [];
  const text = (field: string) => (cells[headers[field] as string] ?? '').trim();
  const check = <T>(field: string, value: T | undefined, code: string): T | undefined => {
    if (value === undefined) problems.push(refusal(code, { field }));
    return value;
  };
  const number = check('number', text('number') || undefined, 'VISIT.NUMBER_MISSING');
  const town = check('townCode', matchTown(text('townCode'), towns), 'VISIT.TOWN_UNKNOWN');
  const place = check('place', text('place') || undefined, 'VISIT.PLACE_MISSING');
  const serviceKind = check('serviceKind', serviceOf(text('serviceKind')), 'VISIT.SERVICE_MISSING');
  const skill =
    text('skill') === '' ? undefined : check('skill', skillOf(text('skill')), 'VISIT.SKILL_UNKNOWN');
  const durationMinutes = check(
    'durationMinutes',
    wholeNumber(text('durationMinutes'), 15, 480),
    'VISIT.DURATION_RANGE',
  );
  const volunteersNeeded = check(
    'volunteersNeeded',
    wholeNumber(text('volunteersNeeded') || '1', 1, 10),
    'VISIT.VOLUNTEERS_RANGE',
  );
  const outline = check('outline', text('outline') || undefined, 'VISIT.OUTLINE_MISSING');
  const date = check('date', parseWrittenDate(text('date')), 'VISIT.WINDOW_FORM');
  const fromMinute = check('from', minuteOf(text('from')), 'VISIT.WINDOW_FORM');
  const untilMinute = check('until', minuteOf(text('until')), 'VISIT.WINDOW_FORM');
  const priority = check(
    'priority',
    priorityWords[text('priority').toLowerCase() || '一般'],
    'VISIT.PRIORITY_UNKNOWN',
  );
  const sameVolunteers = check(
    'sameVolunteers',
    answerWords[text('sameVolunteers').toLowerCase() || '否'],
    'VISIT.ANSWER_UNKNOWN',
  );
  const repeat = text('repeat') || undefined;
  const repeatUntil =
    text('repeatUntil') === ''
      ? undefined
      : check('repeatUntil', parseWrittenDate(text('repeatUntil')), 'VISIT.WINDOW_FORM');
  if (
    number === undefined ||
    town === undefined ||
    place === undefined ||
    serviceKind === undefined ||
    durationMinutes === undefined ||
    volunteersNeeded === undefined ||
    outline === undefined ||
    date === undefined ||
    fromMinute === undefined ||
    untilMinute === undefined ||
    priority === undefined ||
    sameVolunteers === undefined ||
    problems.length > 0
  ) {
    return refuse(...problems);
  }
  return accept({
    number,
    form: {
      townCode: town.code,
      place,
      address: text('address') || undefined,
      serviceKind,
      skill,
      durationMinutes,
      volunteersNeeded,
      outline,
      priority,
      sameVolunteers,
      repeat: repeat && (repeatWords[repeat] ?? repeat),
      repeatUntil,
      windows: [{ date, fromMinute, untilMinute }],
    },
  });
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const plain = text.normalize('NFKC');
  const value = /^\d{1,4}$/.test(plain) ? Number(plain) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

function minuteOf(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text.normalize('NFKC'));
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return minutes <= 1440 ? minutes : undefined;
}
