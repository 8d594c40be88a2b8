import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { jpegBytes, pdfOf, pngOf } from '../factories/documents';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

/** Goes to a step by its name in the list of steps. */
const toStep = (page: Page, name: string | RegExp) =>
  page.locator('.steps').getByRole('button', { name }).click();

test('a town clerk fills in an application at a telephone and without script: left and taken up again, every problem at once', async () => {
  const clerk = await signIn(browser, site, 'town', { width: 390, javaScript: false });
  await clerk.goto('/applications/new');
  await clerk.getByRole('button', { name: '开始填写' }).click();
  await clerk.waitForURL(/\/applications\/drafts\/[0-9a-f-]{36}\/who$/);
  const path = new URL(clerk.url()).pathname.replace(/\/who$/, '');
  await clerk.fill('[name="person.identityNumber"]', '110105194912310021');
  await clerk.getByRole('button', { name: '保存并继续' }).click();
  for (const problem of ['姓名为空', '校验位不符']) await clerk.getByText(problem).first().waitFor();
  expect(await clerk.inputValue('[name="person.identityNumber"]')).toBe('110105194912310021');

  // Wrong as it is, it is kept, and nothing holds back whoever wants to see another step first.
  await toStep(clerk, '家庭和监护人');
  await clerk.waitForURL(`**${path}/household`);
  await clerk.fill('[name=householdSize]', '三口人');
  await toStep(clerk, '照护需求和愿望');
  await clerk.check('[name="stated.eating"][value=unmet]');
  await clerk.check('[name=care][value=oxygen]');
  await clerk.fill('[name=note]', '家住二楼');
  await clerk.getByRole('button', { name: '保存并返回上一步' }).click();
  await clerk.waitForURL(`**${path}/household`);
  expect(await clerk.inputValue('[name=householdSize]')).toBe('三口人');

  const other = await signIn(browser, site, 'town', { javaScript: false });
  await other.goto('/applications/new');
  expect(await other.textContent('main')).toContain('尚未填写姓名');
  await other.goto(`${path}/check`);
  await other.getByRole('button', { name: '提交申请' }).click();
  await other.locator('.form-errors').waitFor();
  await other.waitForLoadState();
  const told = (await other.textContent('main')) ?? '';
  for (const problem of [
    '姓名为空',
    '校验位不符',
    '请选择困难类别',
    '家庭人口应为',
    '没有联系电话',
    '缺少必交材料：身份证',
  ])
    expect(told).toContain(problem);
  await other.getByRole('link', { name: /家庭和监护人.家庭人口应为/ }).click();
  await other.waitForURL(`**${path}/household#save-householdSize`);
  await other.fill('[name=householdSize]', '3');
  await other.fill('[name=guardianPhone]', '199 0000 1234');
  await other.getByRole('button', { name: '保存并继续' }).click();
  await other.waitForURL(`**${path}/needs`);
  expect(await other.inputValue('[name=note]')).toBe('家住二楼');
  expect(await other.isChecked('[name="stated.eating"][value=unmet]')).toBe(true);
  expect(await other.isChecked('[name=care][value=oxygen]')).toBe(true);

  // Whoever looks at the old page is told, loses nothing, and may decide.
  await clerk.fill('[name=householdSize]', '5');
  await clerk.getByRole('button', { name: '保存并继续' }).click();
  await clerk.getByText('保存过这份草稿').first().waitFor();
  expect(await clerk.inputValue('[name=householdSize]')).toBe('5');
  await clerk.goto(`${path}/household`);
  expect(await clerk.inputValue('[name=householdSize]')).toBe('3');

  await clerk.goto(`${path}/who`);
  await clerk.fill('[name="person.name"]', '宋秀兰');
  await clerk.fill('[name="person.identityNumber"]', '');
  await clerk.check('[name="person.sex"][value=female]');
  await clerk.fill('[name="person.birthDate"]', '1948-05-06');
  await toStep(clerk, '困难情况');
  await clerk.check('[name=category][value=special_hardship]');
  await clerk.getByRole('button', { name: '保存并继续' }).click();
  await clerk.waitForURL(`**${path}/documents`);
  await clerk.fill('[name=documentsLater]', '户口簿在县城，下周五前补交');
  await clerk.getByRole('button', { name: '保存并继续' }).click();
  await clerk.waitForURL(`**${path}/check`);
  await clerk.getByText('内容齐全，可以提交').waitFor();
  await clerk.getByRole('button', { name: '提交申请' }).click();
  await clerk.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  const said = await clerk.textContent('main');
  expect(said).toContain('已受理');
  expect(said).toContain('材料 0 份，还缺');
  expect(said).not.toContain('19900001234');
}, 120_000);

test('a family applies at a telephone with papers, is asked once for more, answers, and the clerk sees it', async () => {
  const clerk = await signIn(browser, site, 'intake');
  await clerk.goto('/applications?name=焦凤云');
  await clerk.getByRole('link', { name: '焦凤云' }).first().click();
  await clerk.getByRole('link', { name: '撤回申请' }).click();
  await clerk.locator('dialog[open] [name=reason]').fill('家属要重新申请');
  await clerk.locator('dialog[open]').getByRole('button').last().click();
  await clerk.locator('h1').getByText('已撤回').waitFor();

  const family = await signIn(browser, site, 'family', { width: 390 });
  await family.goto('/my/place');
  await family.getByRole('link', { name: '申请入住' }).click();
  await family.getByRole('button', { name: '开始填写' }).click();
  await family.waitForURL('**/my/application/who');
  await family.getByText('申请人是 焦凤云').waitFor();
  await family.getByRole('button', { name: '保存并继续' }).click();
  await family.waitForURL('**/my/application/household');
  await family.fill('[name=guardianPhone]', '199');
  await family.getByRole('button', { name: '保存并继续' }).click();
  await family.locator('.form-errors').waitFor();
  await family.fill('[name=guardianPhone]', '199 0000 5678');
  await family.getByRole('button', { name: '保存并继续' }).click();
  await family.waitForURL('**/my/application/needs');
  await family.getByText('靠窗').click();
  await toStep(family, '材料');
  await family.waitForURL('**/my/application/documents');

  await family.getByText('身份证', { exact: true }).last().click();
  await family.setInputFiles('[name=files]', [
    file('身份证正面.jpg', jpegBytes),
    file('假照片.jpg', Buffer.from('<html><script>alert(1)</script></html>')),
    file('半张.jpg', jpegBytes.subarray(0, 400)),
  ]);
  await family.getByRole('button', { name: '上传', exact: true }).click();
  await family.getByText('“假照片.jpg”不是照片也不是 PDF').first().waitFor();
  await family.getByText('“半张.jpg”不完整或已损坏').first().waitFor();
  const picture = family.locator('img[alt="身份证正面.jpg"]');
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(24);
  const address = (await picture.getAttribute('src')) ?? '';
  const served = await family.request.get(address);
  expect(served.headers()).toMatchObject({
    'content-type': 'image/jpeg',
    'cache-control': 'private, no-store',
  });
  expect(served.headers()['x-content-type-options']).toContain('nosniff');
  expect(served.headers()['content-security-policy']).toContain('sandbox');
  expect((await clerk.request.get(address)).status()).toBe(403);

  await family.reload();
  await family.getByText('户口簿', { exact: true }).last().click();
  await family.setInputFiles('[name=files]', {
    name: '户口簿.pdf',
    mimeType: 'application/pdf',
    buffer: pdfOf(),
  });
  await family.getByRole('button', { name: '上传', exact: true }).click();
  await family.getByRole('link', { name: '打开：户口簿.pdf' }).waitFor();
  await toStep(family, /核对并提交/);
  await family.waitForURL('**/my/application/check');
  await family.getByRole('button', { name: '提交申请' }).click();
  await family.getByText('缺少必交材料').first().waitFor();
  await family
    .getByRole('link', { name: /材料.缺少必交材料/ })
    .first()
    .click();
  await family.fill('[name=documentsLater]', '低保证在村里，月底前补交');
  await family.getByRole('button', { name: '保存并继续' }).click();
  await family.getByText('内容齐全，可以提交').waitFor();
  await family.getByRole('button', { name: '提交申请' }).click();
  await family.waitForURL('**/my/place');
  await family.locator('h1').getByText('已受理').waitFor();

  await clerk.goto('/applications?status=received&name=焦凤云');
  await clerk.getByRole('link', { name: '焦凤云' }).first().click();
  await clerk.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  await clerk.getByText('作出决定').waitFor();
  const application = new URL(clerk.url()).pathname;
  await clerk.goto(`${application}/papers`);
  const [opened] = await Promise.all([
    clerk.waitForEvent('popup'),
    clerk.getByRole('link', { name: '打开：身份证正面.jpg' }).click(),
  ]);
  await opened.waitForLoadState();
  await opened.close();
  await clerk.goto(application);
  await clerk.getByText('查看材料').first().waitFor();
  await clerk.goto(`${application}/papers`);
  await clerk.fill('[name="items[0].text"]', '');
  await clerk.getByRole('button', { name: '增加一项' }).click();
  await clerk.fill('[name="items[1].text"]', '谁在照料，每天多久');
  await clerk.getByRole('button', { name: '发出补正通知' }).click();
  await clerk.getByText('请写清楚缺什么').first().waitFor();
  expect(await clerk.inputValue('[name="items[1].text"]')).toBe('谁在照料，每天多久');
  await clerk.fill('[name="items[0].text"]', '请拍低保证的照片页');
  await clerk.getByRole('button', { name: '发出补正通知' }).click();
  await clerk.getByText('等待答复').first().waitFor();
  await clerk.goto(application);
  await clerk.getByText('停止计算').first().waitFor();
  await clerk.goto('/');
  await clerk.getByRole('link', { name: /补正通知/ }).click();
  await clerk.getByRole('link', { name: '焦凤云' }).waitFor();

  const plain = await signIn(browser, site, 'family', { width: 390, javaScript: false });
  await plain.goto('/my/place');
  expect(await plain.textContent('main')).toContain('受理窗口请您补充材料或说明');
  await plain.goto('/my/papers');
  expect(await plain.textContent('main')).toContain('请拍低保证的照片页');
  await plain.getByRole('button', { name: '提交答复' }).click();
  await plain.getByText('第 1 项还没有答复').first().waitFor();
  await plain.setInputFiles(
    'form[id^=upload-requested] [name=files]',
    file('低保证.png', pngOf({ shade: 120 })),
  );
  await plain
    .locator('form[id^=upload-requested]')
    .getByRole('button', { name: '上传', exact: true })
    .click();
  await plain.getByRole('link', { name: '打开：低保证.png' }).waitFor();
  await plain.fill('[name="answers[1].text"]', '女儿照料，每天三小时');
  await plain.getByRole('button', { name: '提交答复' }).click();
  await plain.getByText('女儿照料，每天三小时').waitFor();
  expect(await plain.textContent('main')).toContain('已答复');

  await clerk.goto(`${application}/papers`);
  expect(await clerk.textContent('main')).toContain('答复：女儿照料，每天三小时');
  await clerk.getByRole('button', { name: '标记为已查看' }).click();
  await clerk.getByRole('button', { name: '标记为已查看' }).waitFor({ state: 'detached' });
  await clerk.goto(application);
  await clerk.getByText('已查看补正答复').waitFor();
}, 180_000);
