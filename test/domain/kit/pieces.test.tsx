import { describe, expect, test } from 'vitest';
import { BarChart, Meter } from '~/ui/kit/chart';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { ErrorPage } from '~/ui/kit/error-page';
import { Figure } from '~/ui/kit/figure';
import { Notice } from '~/ui/kit/notice';
import { Page } from '~/ui/kit/page';
import { PageFrame } from '~/ui/kit/page-frame';
import { Progress } from '~/ui/kit/progress';
import { Reveal } from '~/ui/kit/reveal';
import { Status } from '~/ui/kit/status';
import { Steps } from '~/ui/kit/steps';
import { type Column, Table } from '~/ui/kit/table';
import { Tabs } from '~/ui/kit/tabs';
import { Timeline } from '~/ui/kit/timeline';
import { WorkList } from '~/ui/kit/work-list';
import { rendered } from './rendered';

describe('a table', () => {
  interface Bed {
    id: string;
    name: string;
    fee: string;
  }
  const columns: Column<Bed>[] = [
    { key: 'name', title: '床位', heading: true, sortable: true, cell: (bed) => bed.name },
    { key: 'fee', title: '收费', numeric: true, cell: (bed) => bed.fee },
  ];
  const rows = [{ id: '1', name: '101-1', fee: '¥1.00' }];
  const table = (props: Partial<Parameters<typeof Table<Bed>>[0]> = {}) => (
    <Table
      caption="床位"
      columns={columns}
      rows={rows}
      rowKey={(bed) => bed.id}
      empty="还没有床位"
      {...props}
    />
  );

  test('names itself, its columns and its rows, and repeats the heading for the card on a telephone', () => {
    const html = rendered(table());
    expect(html).toContain('<caption class="sr-only">床位</caption>');
    expect(html).toContain('scope="row" class="cell-heading">101-1</th>');
    expect(html).toContain('data-title="收费" class="numeric">¥1.00</td>');
  });

  test('is ordered by links that turn round and keep the filter but not the page', () => {
    expect(rendered(table({ sort: 'name' }), { at: '/beds?floor=2&sort=name&after=x' })).toContain(
      'href="/beds?floor=2&amp;sort=-name"',
    );
    expect(rendered(table({ sort: 'name' }))).toContain('aria-sort="ascending"');
    expect(rendered(table({ sort: '-name' }))).toContain('aria-sort="descending"');
    expect(rendered(table())).not.toContain('aria-sort');
  });

  test('leads to the next page and back to the first', () => {
    expect(rendered(table({ next: 'k 2' }), { at: '/beds?floor=2' })).toContain(
      'href="/beds?floor=2&amp;after=k+2"',
    );
    const second = rendered(table(), { at: '/beds?floor=2&after=x' });
    expect(second).toContain('href="/beds?floor=2"');
    expect(rendered(table())).not.toContain('<nav');
  });

  test('says what to do when it is empty', () => {
    expect(rendered(table({ rows: [] }))).toContain('还没有床位');
    expect(rendered(table({ rows: [] }))).not.toContain('<table');
  });
});

test('the work list shows what is late first and names every state in words', () => {
  const html = rendered(
    <WorkList
      items={[
        { key: 'done', label: '已清', count: 0, to: '/c' },
        { key: 'due', label: '待办事', count: 3, to: '/b' },
        { key: 'late', label: '超期事', count: 5, late: 2, to: '/a' },
      ]}
    />,
  );
  expect([...html.matchAll(/href="(\/\w)"/g)].map((match) => match[1])).toEqual(['/a', '/b', '/c']);
  for (const words of ['2 项超期', '待办', '暂无']) expect(html).toContain(words);
});

describe('the frame', () => {
  const frame = (viewer: { name: string } | null) => (
    <PageFrame
      viewer={viewer}
      tenant="博山区"
      demo
      navigation={
        viewer ? [{ title: '照护', links: [{ to: '/beds', label: '床位', icon: 'bed', count: 2 }] }] : []
      }
    >
      <p>正文</p>
    </PageFrame>
  );

  test('names product, tenant, viewer, the way to other pages and which page this is', () => {
    const html = rendered(frame({ name: '王主任' }), { at: '/beds' });
    for (const words of ['源泉', '博山区', '王主任', '演示数据', '退出登录']) expect(html).toContain(words);
    const current = html.match(/<a aria-current="page"[^>]*>/g) ?? [];
    expect(new Set(current.map((link) => link.match(/href="([^"]*)"/)?.[1]))).toEqual(new Set(['/beds']));
    expect(html).toContain('<main id="content"');
  });

  test('offers a stranger neither navigation nor sign-out', () => {
    const html = rendered(frame(null));
    expect(html).not.toContain('<nav');
    expect(html).not.toContain('/sign-out');
  });

  test('offers the other language in that language, and comes back to this page', () => {
    const html = rendered(frame(null), { at: '/beds?floor=2' });
    expect(html).toContain('value="/beds?floor=2"');
    expect(html).toMatch(/name="locale"[^>]*lang="en"[^>]*value="en"|value="en"[^>]*lang="en"/);
    expect(rendered(frame(null), { locale: 'en' })).toContain('中文');
  });
});

describe('a dialog', () => {
  const dialog = (
    <Dialog id="void" title="作废收据" trigger="作废">
      <p>请写明理由</p>
    </Dialog>
  );

  test('without script is a link to the same page with the content standing on it, and a way back', () => {
    const html = rendered(dialog, { at: '/receipts/1?tab=a' });
    expect(html).toContain('href="/receipts/1?tab=a&amp;open=void"');
    const standing = rendered(dialog, { at: '/receipts/1?tab=a&open=void' });
    expect(standing).not.toContain('<dialog');
    expect(standing).toContain('请写明理由');
    expect(standing).toContain('href="/receipts/1?tab=a"');
  });
});

describe('a masked value', () => {
  const reveal = (props: { may: boolean; revealed?: string }) => (
    <Reveal id="idno" label="身份证号" masked="370304 ******** 123X" {...props} />
  );

  test('can be asked for with a reason by those who may', () => {
    const html = rendered(reveal({ may: true }));
    expect(html).toContain('name="intent" value="reveal"');
    expect(html).toContain('name="reason"');
  });

  test('stays masked for the others, and shows once it was handed out', () => {
    expect(rendered(reveal({ may: false }))).not.toContain('<form');
    expect(rendered(reveal({ may: true, revealed: '37030419600101123X' }))).toContain('37030419600101123X');
  });
});

test('a state is never told by colour alone', () => {
  expect(rendered(<Status tone="late">超期</Status>)).toMatch(/<svg.*alert.*<\/svg>超期/);
});

test('a notice after an action is announced, a standing one is not', () => {
  expect(rendered(<Notice tone="ok" live title="已保存" />)).toContain('role="status"');
  expect(rendered(<Notice tone="late" live title="没有保存" />)).toContain('role="alert"');
  expect(rendered(<Notice tone="info" title="提示" />)).not.toContain('role=');
});

test('a page says where it lies and prints the viewer’s name where asked', () => {
  const html = rendered(
    <Page title="101-1" above={[{ to: '/beds', label: '床位' }]} watermark="王主任">
      正文
    </Page>,
  );
  expect(html).toContain('<li aria-current="page">101-1</li>');
  expect(html).toContain('data-watermark="打印人 王主任"');
});

test('facts, events, steps, tabs, figures and charts carry their meaning as text', () => {
  expect(rendered(<DescriptionList items={[{ term: '电话', value: null }]} />)).toContain('<dd>—</dd>');
  expect(
    rendered(
      <Timeline
        events={[{ key: 1, at: new Date('2026-11-23T06:05:00Z'), what: '入住', reason: '家属申请' }]}
      />,
    ),
  ).toContain('2026年11月23日 14:05</time> · 系统');
  expect(rendered(<Timeline events={[]} />)).toContain('还没有记录');
  expect(
    rendered(
      <Steps
        label="申请"
        steps={[
          { key: 'a', label: '材料', state: 'done' },
          { key: 'b', label: '评估', state: 'current' },
        ]}
      />,
    ),
  ).toContain('aria-current="step"');
  expect(rendered(<Tabs label="档案" tabs={[{ to: '/p', label: '概况' }]} />, { at: '/p' })).toContain(
    'aria-current="page"',
  );
  expect(
    rendered(<Figure label="入住率" value="82%" to="/stays" state={{ tone: 'ok', words: '达标' }} />),
  ).toContain('达标');
  expect(rendered(<Meter ratio={0.5} bound={0.65} />)).toContain('标准 65%');
  expect(
    rendered(
      <BarChart
        caption="入住"
        labelTitle="月"
        valueTitle="人"
        bars={[{ label: '1月', value: 3, text: '3 人' }]}
      />,
    ),
  ).toContain('3 人');
  expect(rendered(<Progress label="导入" done={1500} total={3000} />)).toContain('1,500 / 3,000');
});

test('an error page says what happened and what to do, and the number under which the log has it only when it is ours', () => {
  expect(rendered(<ErrorPage status={403} requestId="r-1" />)).toContain('您没有此项权限');
  expect(rendered(<ErrorPage status={403} requestId="r-1" />)).not.toContain('r-1');
  expect(rendered(<ErrorPage status={404} />, { locale: 'en' })).toContain('Page not found');
  expect(rendered(<ErrorPage status={500} requestId="r-1" />)).toContain('r-1');
  expect(rendered(<ErrorPage status={502} />)).toContain('系统出错');
  expect(rendered(<ErrorPage status={418} />)).toContain('请求有误');
});
