import { expect, it } from 'vitest';
import { madeReasons, reasonText } from '~/domain/kernel/made-reasons';
import { noticeText } from '~/domain/notices/notice-text';
import { inLocale } from '~/platform/i18n/locale.server';
import { kindsOf } from '~/ui/audit/areas';
import { eventName } from '~/ui/audit/event-name';
import { historyLines } from '~/ui/audit/history-lines';
import { subjectLabel } from '~/ui/audit/subjects';
import { jobCalled, jobName } from '~/ui/jobs/job-name';
import { personEventText } from '~/ui/people/person-event';
import { volunteerEventWords } from '~/ui/volunteers/event-words';

const sources = import.meta.glob('../../../app/domain/*/*.events.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
});

const wordMaps = import.meta.glob('../../../app/ui/*/event-words.ts', { eager: true });

/** Kinds of events as the typed unions name them. */
const kinds = [
  ...new Set(
    Object.values(sources).flatMap((text) =>
      [...String(text).matchAll(/'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)].map(([, kind = '']) => kind),
    ),
  ),
];

it('the audit trail has words for everything that happens', () => {
  expect(kinds.length).toBeGreaterThan(30);
  expect(kinds.filter((kind) => eventName(kind) === kind)).toEqual([]);
});

it('the audit trail can be filtered to everything that happens', () => {
  const areas = new Set(Object.values(kindsOf).flat());
  expect(kinds.filter((kind) => !areas.has(kind.split('.')[0] ?? ''))).toEqual([]);
});

it('what happened to funds is found by itself, apart from gifts', () => {
  expect(kindsOf.funds).toEqual(['funds']);
  expect(kindsOf.donations).not.toContain('funds');
});

it('the audit trail can be filtered to all that has words, and says what each event is about', () => {
  const areas = new Set(Object.values(kindsOf).flat());
  const inWords = Object.values(wordMaps).flatMap((maps) =>
    Object.values(maps as Record<string, unknown>).flatMap((map) =>
      typeof map === 'object' ? Object.keys(map ?? {}) : [],
    ),
  );
  expect(inWords.filter((kind) => kind.includes('.') && !areas.has(kind.split('.')[0] ?? ''))).toEqual([]);

  const types = Object.values(sources).flatMap((text) =>
    [...String(text).matchAll(/\btype: '([a-z-]+)'/g)].map(([, type = '']) => type),
  );
  expect(types.length).toBeGreaterThan(30);
  expect(types.filter((type) => subjectLabel(type) === type)).toEqual([]);
});

it('a history has words for what another area did to the record, and for who acted', () => {
  const event = { seq: 1n, at: new Date(), actorName: 'visits.make-plan', reason: madeReasons.notServing };
  const [told] = historyLines([{ ...event, kind: 'notice.contact-changed' }], volunteerEventWords);
  expect(told).toMatchObject({ what: '修改了通知方式', by: '编排探访计划' });
  expect(personEventText({ kind: 'visits.survey-revealed', data: {} })).not.toContain('survey-revealed');
  expect(jobCalled(jobName('visits.make-plan'))).toBe('visits.make-plan');
  expect(jobCalled('张三')).toBe('张三');
});

it('a reason that the product made reads in the language of the reader, one of a person as it was written', () => {
  expect(reasonText(madeReasons.notServing)).toBe('暂停或退出服务');
  const notice = {
    kind: 'visit-vacant',
    params: { name: '张三', place: '源泉镇', reason: madeReasons.notServing },
  };
  inLocale('en', () => {
    expect(reasonText('出差')).toBe('出差');
    expect(noticeText(notice).body).toContain('张三 cannot come (paused or ended their service)');
  });
});
