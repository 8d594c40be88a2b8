import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import { inLocale } from '~/platform/i18n/locale.server';
import { AppealAbout, ReportDue } from '~/ui/donations/appeal-facts';
import { appealKindText } from '~/ui/donations/appeal-labels';
import { noReceiptInShort } from '~/ui/receipts/without';
import { rendered } from '../../domain/kit/rendered';

describe('an appeal', () => {
  it('is read in English where it is written so, else in Chinese that says it is Chinese', () => {
    const about = { about: '为照护中心添置被褥。', aboutEn: 'Quilts for the care centre.' };
    const page = (locale: 'en' | 'zh-CN', appeal: { about: string; aboutEn: string | null }) =>
      rendered(<AppealAbout appeal={appeal} />, { locale });
    expect(page('en', about)).toContain(about.aboutEn);
    expect(page('en', about)).not.toContain('lang=');
    expect(page('zh-CN', about)).toContain(about.about);
    expect(page('en', { ...about, aboutEn: null })).toMatch(/lang="zh-CN"[^>]*>为照护中心/);
  });

  it('in an emergency is called one', () => {
    const text = () => appealKindText({ kind: 'open', urgent: true });
    expect(inLocale('zh-CN', text)).toBe('突发事件应急公开募捐');
    expect(inLocale('en', text)).toBe('Emergency open appeal');
    expect(inLocale('zh-CN', () => appealKindText({ kind: 'open', urgent: false }))).toBe('公开募捐');
  });

  it('that is over says by when its report is due, and that it is late', () => {
    const due = (reportLate: boolean) =>
      inLocale('zh-CN', () =>
        rendered(<ReportDue appeal={{ wholeReportDueOn: plainDate('2026-12-01'), reportLate }} />),
      );
    expect(due(false)).toContain('前公布');
    expect(due(false)).not.toContain('逾期');
    expect(due(true)).toContain('逾期');
  });
});

describe('in the list of own gifts', () => {
  it.each([
    ['money', 'pledged', undefined, '到账后开具'],
    ['goods', 'pledged', undefined, '验收并登记价值证明后开具'],
    ['money', 'returned', undefined, '捐款已退回'],
    ['money', 'received', 'coming', '正在开具'],
    ['goods', 'stocked', 'never_valued', '没有价值证明，不开具'],
  ] as const)('%s that is %s says why there is no receipt', (kind, status, reason, words) => {
    expect(inLocale('zh-CN', () => noReceiptInShort({ kind, status }, reason))).toBe(words);
  });
});
