import { expect, it } from 'vitest';
import { noticeText } from '~/domain/notices/notice-text';
import { inLocale } from '~/platform/i18n/locale.server';

it('an invitation names its last day as dates are written in the language of the notice', () => {
  const invitation = {
    kind: 'volunteer-invited',
    params: { team: '源泉志愿队', unit: '', lastDay: '2026-12-13' },
  };
  expect(inLocale('zh-CN', () => noticeText(invitation)).body).toContain('2026年12月13日');
  const english = inLocale('en', () => noticeText(invitation)).body;
  expect(english).toContain('December 13, 2026');
  expect(english).not.toContain('2026-12-13');
});
