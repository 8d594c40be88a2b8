import { expect, test } from 'vitest';
import { inLocale } from '~/platform/i18n/locale.server';
import { changeText, costText, nextText } from '~/ui/visits/cost-words';
import { ruleLabel } from '~/ui/visits/labels';

test('what is saved is less, in both languages, and never a negative more', () => {
  const told = () => [
    changeText({ way: 5, wait: -37, total: -2 }),
    costText({ way: -5, wait: 0 }),
    nextText('甲', -3),
    nextText('甲', 3),
    changeText({ way: 0, wait: 0, total: 0 }),
    nextText('甲', 0),
  ];
  expect(inLocale('en', told)).toEqual([
    '5 min more on the way, 37 min less waiting; costs 2 less than at present',
    '5 min less on the way, 0 min more waiting.',
    'Next best: 甲, who costs 3 less.',
    'Next best: 甲, who costs 3 more.',
    '0 min more on the way, 0 min more waiting; costs the same as at present',
    'Next best: 甲, who costs the same.',
  ]);
  for (const text of inLocale('zh-CN', told)) expect(text).not.toContain('-');
  expect(inLocale('zh-CN', told)[0]).toContain('少等');
});

test('how many volunteers a rule stops is right in English for one of them too', () => {
  for (const label of Object.values(ruleLabel))
    expect(inLocale('en', () => label({ count: 1 }))).not.toMatch(/^1 (are|have|do|lack|need) /);
});
