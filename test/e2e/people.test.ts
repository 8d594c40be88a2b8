import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateOf } from '~/domain/kernel/plain-date';
import { projectRoot } from '~/platform/project-root';
import { identityNumberOf } from '../factories/identity-number';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });
const today = dateOf(new Date());
const fixture = (name: string) => join(projectRoot, 'test/fixtures/intake', name);

test('a person is registered once, shown masked, seen in full with a reason, scored by two and confirmed by a third', async () => {
  const desk = await signIn(browser, site, 'intake');
  const number = identityNumberOf({ birthDate: dateOf(new Date('1944-02-03')), serial: 9 });
  await desk.goto('/people/new');
  await desk.fill('[name=name]', '宋桂兰');
  await desk.fill('[name=identityNumber]', number.slice(0, 17) + (number.endsWith('X') ? '1' : 'X'));
  await desk.getByRole('button', { name: '登记' }).click();
  await desk.getByText('校验位不符').first().waitFor();
  expect(await desk.inputValue('[name=name]')).toBe('宋桂兰');
  await desk.fill('[name=identityNumber]', number.toLowerCase());
  await desk.fill('[name=phone]', '199-0000-4198');
  await desk.selectOption('[name=townCode]', '370304111');
  await desk.getByRole('button', { name: '登记' }).click();
  await desk.waitForURL(/\/people\/[0-9a-f-]{36}$/);
  const personPath = new URL(desk.url()).pathname;
  await desk.getByText('199 **** 4198').waitFor();
  expect(await desk.textContent('main')).not.toContain('19900004198');

  const reveal = desk.locator('.reveal').nth(1);
  await reveal.locator('summary').click();
  await reveal.getByRole('button', { name: '查看' }).click();
  await desk.getByText('请写明查看理由').first().waitFor();
  await desk.locator('.reveal').nth(1).locator('[name=reason]').fill('电话核实入住时间');
  await desk.locator('.reveal').nth(1).getByRole('button', { name: '查看' }).click();
  await desk.getByText('199 0000 4198').waitFor();
  await desk.reload();
  expect(await desk.textContent('main')).toMatch(/查看完整信息：电话.*电话核实入住时间/s);

  const bedside = await signIn(browser, site, 'assessor', { width: 390, javaScript: false });
  await bedside.goto(`${personPath}/assess`);
  for (const item of ['eating', 'dressing', 'transfer', 'toileting'])
    await bedside.check(`[name="answers.${item}"][value=unmet]`);
  await bedside.check('[name="answers.walking"][value=met]');
  await bedside.fill('[name=secondAssessor]', '吕晓梅');
  await bedside.check('[name="signatures[1].means"][value=paper]');
  await bedside.fill('[name="signatures[1].signedOn"]', today);
  await bedside.getByRole('button', { name: '提交评分' }).click();
  await bedside.getByText('这一项还没有选择').first().waitFor();
  expect(await bedside.isChecked('[name="answers.eating"][value=unmet]')).toBe(true);
  await bedside.check('[name="answers.bathing"][value=unmet]');
  await bedside.getByRole('button', { name: '提交评分' }).click();
  await bedside.waitForURL(/\/assessments\/[0-9a-f-]{36}$/);
  await bedside.getByText('您参与了评分').first().waitFor();
  const said = await bedside.textContent('main');
  expect(said).toContain('完全丧失生活自理能力（全护理）');
  expect(said).toContain('1 + 1 + 1 + 1 + 0 + 1 = 5');

  const manager = await signIn(browser, site, 'manager');
  await manager.goto(new URL(bedside.url()).pathname);
  expect(await manager.inputValue('[name=validFrom]')).toBe(today);
  await manager.getByRole('button', { name: '确认等级' }).click();
  await manager.getByText('已确认').first().waitFor();
  expect(await manager.textContent('main')).toContain('决定人');
});

test('a spreadsheet is tried, read row by row, then taken; a second time it adds nothing', async () => {
  const desk = await signIn(browser, site, 'intake');
  await desk.goto('/imports/applicants');
  await desk.getByRole('button', { name: '试运行' }).click();
  await desk.getByText('请选择要导入的文件').first().waitFor();
  await desk.locator('[name=file]').setInputFiles(fixture('applicants.xlsx'));
  await desk.getByRole('button', { name: '试运行' }).click();
  await desk.getByText('applicants.xlsx 试运行完成').waitFor();
  const refused = desk.getByRole('row', { name: /^第 \d+ 行/ });
  expect((await refused.allTextContents()).map((line) => Number(/第 (\d+) 行/.exec(line)?.[1]))).toEqual([
    34, 39, 44, 49, 54, 59, 64, 69, 79,
  ]);
  await desk.getByRole('button', { name: '导入 72 行' }).click();
  await desk.getByText('applicants.xlsx 已导入').waitFor();

  await desk.goto('/imports/applicants');
  await desk.locator('[name=file]').setInputFiles(fixture('applicants-gb18030.csv'));
  await desk.getByRole('button', { name: '试运行' }).click();
  await desk.getByText('applicants-gb18030.csv 试运行完成').waitFor();
  expect(await desk.getByRole('button', { name: /^导入 \d+ 行/ }).count()).toBe(0);

  await desk.goto('/people?search=999999197112118127');
  await desk.getByRole('link', { name: '曾丽海' }).click();
  await desk.getByRole('heading', { name: '曾丽海' }).waitFor();
  for (const file of ['template.xlsx', 'template.csv']) {
    const template = await desk.request.get(`/imports/applicants/${file}`);
    expect(template.headers()['content-disposition']).toContain('attachment');
  }
});
