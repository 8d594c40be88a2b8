import { expect, test } from 'vitest';
import { writeCsv } from '~/platform/spreadsheet/write-spreadsheet';
import { pdfBytes } from '../factories/donations';
import { pdfText } from '../pdf-text';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

/** A statement with one line of money in, as a bank exports it. */
const statement = (amount: string, remark: string, number: string) => ({
  name: '对账单.csv',
  mimeType: 'text/csv',
  buffer: writeCsv({
    headers: ['交易日期', '收入金额', '支出金额', '对方户名', '摘要', '附言', '流水号'],
    rows: [[new Date().toISOString().slice(0, 10), amount, '', '演示访客', '转账', remark, number]],
  }),
});

test('a visitor gives money, the statement arrives twice, one receipt is issued and can be checked by anybody', async () => {
  const visitor = await browser.open(site.origin, { width: 390 });
  await visitor.goto('/give');
  await visitor.getByRole('button', { name: '提交，获取转账编号' }).click();
  await visitor.getByText('请填写金额（元）').first().waitFor();
  await visitor.fill('[name=amountFen]', '1,409.50');
  await visitor.fill('[name="donor.name"]', '演示访客');
  await visitor.getByText('照护床位与护理用品').click();
  await visitor.getByRole('button', { name: '提交，获取转账编号' }).click();
  await visitor.waitForURL(/\/give\/done/);
  await visitor
    .getByText(/G\d{10}/)
    .first()
    .waitFor();
  const reference = /G\d{10}/.exec((await visitor.locator('main').textContent()) ?? '')?.[0] ?? '';
  expect(reference).toMatch(/^G\d{10}$/);

  const finance = await signIn(browser, site, 'finance');
  for (const first of [true, false]) {
    await finance.goto('/imports/bank-statement');
    await finance.setInputFiles('[type=file]', statement('1409.50', `捐款 ${reference}`, '旅程-1'));
    await finance.getByRole('button', { name: '试运行' }).click();
    await finance.getByText('试运行完成').waitFor();
    const take = finance.getByRole('button', { name: '导入 1 行' });
    expect(await take.count()).toBe(first ? 1 : 0);
    if (!first) continue;
    await take.click();
    await finance.getByText('对账单.csv 已导入').waitFor();
  }
  await finance.goto(`/gifts?text=${reference}`);
  await finance.getByRole('link', { name: reference }).click();
  // To reload before the gift's page is there would lead back to the list.
  await finance.waitForURL(/\/gifts\/[0-9a-f-]{36}$/);
  const paperLink = finance.getByRole('link', { name: '下载 PDF' });
  for (let tries = 0; tries < 160 && (await paperLink.count()) === 0; tries++) {
    await finance.waitForTimeout(250);
    await finance.reload();
  }
  expect(await paperLink.count()).toBe(1);
  await finance.getByText('捐赠收入（资金，限定用途）').waitFor();
  const paper = await finance.request.get((await paperLink.getAttribute('href')) ?? '');
  expect(paper.headers()['content-type']).toBe('application/pdf');
  const text = pdfText(await paper.body());
  expect(text).toContain('人民币壹仟肆佰零玖元伍角整');
  const code = /(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}/.exec(text)?.[0] ?? '';

  await visitor.goto('/verify');
  await visitor.fill('[name=code]', code.toLowerCase());
  await visitor.getByRole('button', { name: '查询' }).click();
  await visitor.getByText('有效。请核对').waitFor();
  await visitor.getByText('人民币壹仟肆佰零玖元伍角整').waitFor();
  await visitor.goto('/verify/0000000000000000');
  await visitor.getByText('没有这个核验码').waitFor();

  await finance.getByRole('link', { name: /^[A-Z]+\d{4}-\d{6}$/ }).click();
  await finance.getByRole('link', { name: '作废', exact: true }).click();
  await finance.locator('dialog[open] [name=reason]').fill('抬头写错');
  await finance.locator('dialog[open]').getByRole('button', { name: '作废' }).click();
  await finance.getByRole('button', { name: '重新开具' }).click();
  await finance.getByText('代替已作废的').waitFor();
  await visitor.goto(`/verify/${code.replaceAll(' ', '')}`);
  await visitor.getByText('不再有效').waitFor();
  const served = await (await visitor.request.get(new URL(visitor.url()).pathname)).text();
  for (const withheld of ['抬头写错', '钱文静', reference]) expect(served).not.toContain(withheld);
}, 180_000);

test('goods go from the promise to the bed, each step by whoever does it, without script for the giver', async () => {
  const giver = await browser.open(site.origin, { javaScript: false });
  await giver.goto('/give/goods');
  await giver.getByRole('button', { name: '增加一项' }).click();
  await giver.fill('[name="items[0].name"]', '旅程棉被');
  await giver.fill('[name="items[0].unit"]', '床');
  await giver.fill('[name="items[0].quantity"]', '10');
  await giver.fill('[name="items[1].name"]', '旅程毛巾');
  await giver.fill('[name="items[1].unit"]', '条');
  await giver.fill('[name="items[1].quantity"]', '4');
  await giver.getByText('照护床位与护理用品').click();
  await giver.fill('[name="donor.name"]', '演示送货人');
  await giver.fill('[name="donor.phone"]', '19900000304');
  // Without script the page has to be open for a while: it says so until it has been.
  const send = async () => {
    await Promise.all([
      giver.waitForResponse((answer) => answer.request().method() === 'POST'),
      giver.getByRole('button', { name: '提交捐赠意向' }).click(),
    ]);
    await giver.waitForLoadState();
  };
  while (new URL(giver.url()).pathname !== '/give/done') await send();
  await giver.getByText('工作人员会与您联系').waitFor();
  const reference = /G\d{10}/.exec((await giver.locator('main').textContent()) ?? '')?.[0] ?? '';

  const manager = await signIn(browser, site, 'manager');
  await manager.goto(`/gifts?text=${reference}`);
  await manager.getByRole('link', { name: reference }).click();
  await manager.getByRole('button', { name: '登记收货' }).click();
  await manager.fill('[name="items[1].accepted"]', '3');
  await manager.getByRole('button', { name: '登记检验结果' }).click();
  await manager.getByText('请写明“旅程毛巾”退回的原因').first().waitFor();
  await manager.fill('[name="items[1].reason"]', '一条破损');
  await manager.getByRole('button', { name: '登记检验结果' }).click();
  await manager.getByText('已检验，待入库').waitFor();

  const finance = await signIn(browser, site, 'finance');
  await finance.goto(new URL(manager.url()).pathname);
  await finance.getByText('发票', { exact: true }).click();
  await finance.fill('[name=documentNumber]', '演示发票-9');
  await finance.fill('[name=documentOn]', new Date().toISOString().slice(0, 10));
  await finance.fill('[name="items[0].valueFen"]', '1000');
  await finance.fill('[name="items[1].valueFen"]', '30.03');
  await finance.setInputFiles('[type=file]', {
    name: '发票.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<script>'),
  });
  await finance.getByRole('button', { name: '登记价值证明' }).click();
  await finance.getByText('文件内容不是 PDF').first().waitFor();
  await finance.setInputFiles('[type=file]', {
    name: '发票.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(pdfBytes),
  });
  await finance.getByRole('button', { name: '登记价值证明' }).click();
  await finance.getByText('¥1,030.03').first().waitFor();

  await manager.reload();
  await manager.fill('[name="lots[0].store"]', '一号库');
  await manager.fill('[name="lots[1].store"]', '一号库');
  await manager.getByRole('button', { name: '办理入库' }).click();
  await manager.getByText('已入库').first().waitFor();

  await manager.goto('/imports/beds');
  await manager.setInputFiles('[type=file]', {
    name: '床位.csv',
    mimeType: 'text/csv',
    buffer: writeCsv({
      headers: ['楼栋', '楼层', '房间', '床位', '类型', '性别', '特征'],
      rows: [['旅程楼', '1层', '101', '1床', '护理型', '不限', '']],
    }),
  });
  await manager.getByRole('button', { name: '试运行' }).click();
  await manager.getByRole('button', { name: '导入 1 行' }).click();
  await manager.getByText('床位.csv 已导入').waitFor();

  await manager.goto('/goods/allocate');
  await manager.locator('[name=bedId]').selectOption({ label: '旅程楼 1层 101 1床' });
  await manager.locator('[name="lines[0].goodsId"]').selectOption({ label: '旅程棉被（库存 10 床）' });
  await manager.fill('[name="lines[0].quantity"]', '11');
  await manager.getByRole('button', { name: '分配物资' }).click();
  await manager.getByText('“旅程棉被”库存不足：需要 11 床，可用 10 床').first().waitFor();
  await manager.fill('[name="lines[0].quantity"]', '2');
  await manager.getByRole('button', { name: '分配物资' }).click();
  await manager.waitForURL(/\/goods\/allocations\/[0-9a-f-]{36}$/);
  await manager.fill('[name=handedTo]', '演示住员');
  await manager.getByText('屏幕签名').click();
  await manager.getByRole('button', { name: '登记交付' }).click();
  await manager.getByText('请在签字框内签名').first().waitFor();
  const box = manager.locator('.signature-pad svg.signature');
  await box.scrollIntoViewIfNeeded();
  const pad = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const at = (x: number, y: number) => [pad.x + pad.width * x, pad.y + pad.height * y] as const;
  await manager.mouse.move(...at(0.1, 0.3));
  await manager.mouse.down();
  for (const [x, y] of [
    [0.3, 0.7],
    [0.5, 0.3],
    [0.8, 0.7],
  ] as const)
    await manager.mouse.move(...at(x, y), { steps: 5 });
  await manager.mouse.up();
  await manager.getByRole('button', { name: '登记交付' }).click();
  await manager.getByRole('img', { name: '演示住员' }).waitFor();

  await giver.goto('/disclosure');
  await giver.getByText('与总账逐项核对，分毫不差。').waitFor();
  const shown = await giver.locator('main').textContent();
  expect(shown).toContain('旅程棉被');
  expect(shown).not.toContain('演示住员');
  expect(shown).not.toContain('演示送货人');
  const figures = await (await giver.request.get('/disclosure.json')).json();
  const csv = await (await giver.request.get('/disclosure.csv')).text();
  expect(figures.reconciled).toBe(true);
  expect(csv).toContain((figures.total.goodsReceivedFen / 100).toFixed(2));
}, 180_000);

test('a donor gives with two fields at a telephone and follows the gift', async () => {
  const donor = await signIn(browser, site, 'donor', { width: 390, locale: 'en' });
  await donor.goto('/my/gifts/new');
  await donor.fill('[name=amountFen]', '20');
  await donor.getByRole('button', { name: 'Send and get the reference' }).click();
  await donor.waitForURL(/\/my\/gifts\/[0-9a-f-]{36}$/);
  await donor.getByText('Write into the remark:').waitFor();
  await donor.goto('/my/gifts');
  await donor
    .getByRole('link', { name: /^G\d{10}$/ })
    .last()
    .click();
  const paper = await donor.getByRole('link', { name: 'Download PDF' }).getAttribute('href');
  expect((await donor.request.get(paper ?? '')).headers()['content-type']).toBe('application/pdf');
  expect((await donor.request.get((paper ?? '').replace('/my', ''))).status()).toBe(403);
}, 120_000);
