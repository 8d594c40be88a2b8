import { expect, test } from 'vitest';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

test('a closed bed is put back into service, offered with a reason, taken, and free again on the day of the discharge', async () => {
  const manager = await signIn(browser, site, 'manager');
  await manager.goto('/beds');
  const board = await manager.textContent('main');
  expect(board).toContain('护理型床位占比');
  expect(board).toMatch(/66\.\d%/);
  await manager.locator('.board-room', { hasText: 'C201' }).getByRole('link', { name: /2床/ }).click();
  await manager.getByText('更换护栏').filter({ visible: true }).first().waitFor();
  await manager.getByRole('link', { name: '恢复使用' }).click();
  await manager.getByRole('dialog').getByRole('button', { name: '恢复使用' }).click();
  await manager.locator('h1').getByText('空床').waitFor();
  const bedPath = new URL(manager.url()).pathname;

  const intake = await signIn(browser, site, 'intake');
  await intake.goto('/waiting-list');
  expect(await intake.textContent('main')).toMatch(/焦凤云.*下一位.*栾小军.*1 人困难类别在先.*田福顺/s);
  await intake.getByRole('link', { name: '田福顺' }).click();
  await intake.selectOption('[name=bedId]', {
    label: (await intake.locator('[name=bedId] option', { hasText: 'C201 2床' }).textContent()) ?? '',
  });
  await intake.getByRole('button', { name: '发出通知' }).click();
  await intake.getByText('前面有 1 人也适合这张床位').first().waitFor();
  expect(await intake.inputValue('[name=answerHours]')).toBe('72');
  expect(await intake.locator('[name=bedId] option:checked').textContent()).toContain('C201 2床');
  await intake.fill('[name=outOfTurnReason]', '前一位家属来电要求推迟');
  await intake.getByRole('button', { name: '发出通知' }).click();
  await intake.locator('h1').getByText('已通知床位').waitFor();
  await intake.getByRole('button', { name: '提交答复' }).click();
  await intake.getByText('请选择答复').first().waitFor();
  await intake.getByText('接受这张床位').click();
  await intake.getByRole('button', { name: '提交答复' }).click();
  await intake.getByRole('button', { name: '办理入住' }).click();
  await intake.waitForURL(/\/stays\/[0-9a-f-]{36}$/);
  await intake
    .getByText(/RZ\d{4}-\d{4}/)
    .first()
    .waitFor();

  await manager.goto(bedPath);
  await manager.locator('h1').getByText('在住').waitFor();
  await manager.getByRole('link', { name: /田福顺（/ }).click();
  const contract = await manager.request.get(
    (await manager.getByRole('link', { name: '打印合同' }).getAttribute('href')) ?? '',
  );
  expect(contract.headers()['content-type']).toBe('application/pdf');
  expect((await contract.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await manager.getByRole('link', { name: '办理退住' }).click();
  await manager.getByRole('dialog').getByRole('button', { name: '确认退住' }).click();
  await manager.getByText('请选择退住原因').first().waitFor();
  await manager.getByRole('dialog').getByText('转医院').click();
  await manager.getByRole('dialog').getByRole('button', { name: '确认退住' }).click();
  await manager.locator('h1').getByText('已退住').waitFor();
  await manager.goto(bedPath);
  await manager.locator('h1').getByText('空床').waitFor();
});

test('a family sees its place and why, on a telephone and without script', async () => {
  const family = await signIn(browser, site, 'family', { width: 390, javaScript: false });
  await family.goto('/my/place');
  const said = await family.textContent('main');
  expect(said).toContain('您是下一位');
  expect(said).toMatch(/第 1 位，共 \d 人/);
  expect(said).not.toContain('栾小军');
});
