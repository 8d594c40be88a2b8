import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { refusal } from '~/domain/kernel/refusals';
import { inLocale } from '~/platform/i18n/locale.server';
import { replyWithRefusals, replyWithRows, submission } from '~/routes/form.server';
import {
  Checkbox,
  Choice,
  Choices,
  DateField,
  FileField,
  MoneyField,
  RowButton,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { rendered } from './rendered';

function formOf(fields: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) form.append(name, value);
  return form;
}

describe('a form becomes what the use case takes', () => {
  const schema = z.object({
    name: z.string().trim().min(1),
    beds: z.number().int(),
    version: z.bigint(),
    wheelchair: z.boolean(),
    oxygen: z.boolean().default(true),
    note: z.string().optional(),
    skills: z.array(z.string()),
    joined: z.string().transform((text) => new Date(text)),
    address: z.object({ town: z.string() }),
    members: z.array(z.object({ name: z.string(), age: z.number().optional() })),
    gift: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('money'), fen: z.bigint() }),
      z.object({ kind: z.literal('goods'), count: z.number() }),
    ]),
  });
  const full = {
    name: ' 孙桂英 ',
    beds: '12',
    version: '900719925474099312',
    wheelchair: 'on',
    note: '',
    skills: 'nursing',
    joined: '2026-11-23',
    'address.town': '源泉镇',
    'members[0].name': '甲',
    'members[0].age': '70',
    'members[1].name': '乙',
    'members[1].age': '',
    'gift.kind': 'goods',
    'gift.count': '3',
  };

  test('a box that must be ticked is true when it is, and missing when it is not', () => {
    const agreed = z.object({ ownWill: z.literal(true) });
    expect(agreed.safeParse(submission(formOf({ ownWill: 'on' }), agreed).input).success).toBe(true);
    expect(submission(formOf({}), agreed).input).toEqual({ ownWill: undefined });
  });

  test('text, numbers, ticks, lists, rows and alternatives arrive as the schema has them, and it accepts them', () => {
    const { input } = submission(formOf(full), schema);
    expect(input).toEqual({
      name: ' 孙桂英 ',
      beds: 12,
      version: 900719925474099312n,
      wheelchair: true,
      oxygen: false,
      note: undefined,
      skills: ['nursing'],
      joined: '2026-11-23',
      address: { town: '源泉镇' },
      members: [
        { name: '甲', age: 70 },
        { name: '乙', age: undefined },
      ],
      gift: { kind: 'goods', count: 3 },
    });
    expect(schema.safeParse(input).success).toBe(true);
  });

  test('nothing typed is absent, so the schema asks for it; nothing ticked is not true and an empty list', () => {
    const { input } = submission(formOf({ name: '', beds: '' }), schema);
    expect(input).toMatchObject({
      name: undefined,
      beds: undefined,
      wheelchair: false,
      skills: [],
      members: [],
    });
  });

  test('text that is no number stays text and is refused there', () => {
    for (const beds of ['十二', '1e3', '12张', '0x10', 'Infinity', '1,2']) {
      const { input } = submission(formOf({ ...full, beds }), schema);
      expect(schema.safeParse(input).error?.issues.map((issue) => issue.path)).toEqual([['beds']]);
    }
  });

  test('a broken alternative is refused at its own field', () => {
    const { input } = submission(formOf({ ...full, 'gift.count': '三' }), schema);
    expect(schema.safeParse(input).error?.issues.map((issue) => issue.path)).toEqual([['gift', 'count']]);
  });

  test('a field that the schema does not know is left out, and names that reach for the prototype do nothing', () => {
    const { input } = submission(
      formOf({ ...full, admin: 'true', '__proto__.polluted': 'x', 'constructor.prototype.polluted': 'x' }),
      schema,
    );
    expect(input).not.toHaveProperty('admin');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a file arrives as a file, none as absent', () => {
    const files = z.object({ sheet: z.instanceof(File) });
    const form = new FormData();
    form.set('sheet', new File(['a'], '床位.csv'));
    expect(submission(form, files).input.sheet).toBeInstanceOf(File);
    form.set('sheet', new File([], ''));
    expect(submission(form, files).input.sheet).toBeUndefined();
  });
});

describe('a refused form', () => {
  const schema = z.object({
    name: z.string(),
    members: z.array(z.object({ age: z.number() })),
    password: z.string(),
  });
  const sent = submission(
    formOf({ name: '<b>孙</b>', 'members[0].age': '七十', password: 'geheim-1' }),
    schema,
  );
  const refusals = [refusal('INPUT.INVALID', { field: 'members.0.age' }), refusal('INPUT.MISSING')];
  const answer = () => replyWithRefusals(sent, refusals).data;
  const form = (
    <EditForm reply={answer()} values={{ name: '以前的名字' }}>
      <TextField name="name" label="姓名" />
      <TextField name="members[0].age" label="年龄" hint="周岁" />
      <TextField name="password" label="口令" type="password" />
      <SubmitButton>保存</SubmitButton>
    </EditForm>
  );

  test('answers 422 and says every reason in the language of the request', () => {
    expect(replyWithRefusals(sent, refusals).init?.status).toBe(422);
    const said = (locale: 'zh-CN' | 'en') =>
      inLocale(locale, () =>
        Object.values(answer().error ?? {})
          .flat()
          .join(' '),
      );
    expect(said('zh-CN')).toMatch(/\p{Script=Han}/u);
    expect(said('en')).not.toMatch(/\p{Script=Han}/u);
  });

  test('keeps what was typed as text, but never a password', () => {
    const html = rendered(form);
    expect(html).toContain('value="&lt;b&gt;孙&lt;/b&gt;"');
    expect(html).toContain('value="七十"');
    expect(html).not.toContain('geheim-1');
    expect(html).not.toContain('以前的名字');
  });

  test('says at the field what is wrong, tied to it, and links there from the top', () => {
    const html = rendered(form);
    const input = /<input[^>]*name="members\[0\].age"[^>]*>/.exec(html)?.[0];
    expect(input).toContain('aria-invalid="true"');
    expect(input).toContain('aria-describedby="form-members[0].age-hint form-members[0].age-error"');
    expect(html).toContain('id="form-members[0].age-error"');
    expect(html).toContain('<a href="#form-members[0].age">年龄：');
    expect(html).toContain('role="alert"');
    expect(/<input[^>]*name="name"[^>]*>/.exec(html)?.[0]).not.toContain('aria-invalid');
  });

  test('lists its reasons in the order in which the form was sent, boxes that were not ticked beside their neighbours', () => {
    const whole = z.object({
      name: z.string(),
      village: z.string(),
      phone: z.string(),
      kinds: z.array(z.string()),
      rows: z.array(z.object({ from: z.string() })),
      agreed: z.literal(true),
    });
    const form = formOf({ name: '', phone: '', village: '', 'rows[0].from': '' });
    const told = replyWithRefusals(
      submission(form, whole),
      ['rows.0.from', 'agreed', 'kinds', 'village', 'name', 'phone'].map((field) =>
        refusal('INPUT.MISSING', { field }),
      ),
    ).data;
    const html = rendered(
      <EditForm reply={told}>
        <TextField name="village" label="村居" />
      </EditForm>,
    );
    expect(Object.keys(told.error ?? {})).toEqual([
      'name',
      'phone',
      'kinds',
      'village',
      'rows[0].from',
      'agreed',
    ]);
    expect(html.match(/<li>/g)).toHaveLength(6);
  });

  test('a code without words is a mistake of ours and fails here', () => {
    expect(() => replyWithRefusals(sent, [refusal('BED.NO_SUCH_REASON')])).toThrow('BED.NO_SUCH_REASON');
  });
});

describe('several forms on a page', () => {
  const schema = z.object({ reason: z.string() });
  const two = (fields: Record<string, string>) => {
    const reply = replyWithRefusals(submission(formOf(fields), schema), [
      refusal('INPUT.MISSING', { field: 'reason' }),
    ]).data;
    return ['close', 'reopen'].map((intent) =>
      rendered(
        <EditForm reply={reply} intent={intent}>
          <TextField name="reason" label="理由" />
        </EditForm>,
      ),
    );
  };

  test('only the one that was sent shows the refusal', () => {
    expect(two({ intent: 'reopen' }).map((html) => html.includes('role="alert"'))).toEqual([false, true]);
  });
});

test('rows are added and taken away without script, keeping what was typed', () => {
  const schema = z.object({ members: z.array(z.object({ name: z.string() })) });
  const press = (intent: object) =>
    submission(
      formOf({ 'members[0].name': '甲', 'members[1].name': '乙', __intent__: JSON.stringify(intent) }),
      schema,
    );
  const more = press({ type: 'insert', payload: { name: 'members' } });
  expect(more.rowsChanged).toBe(true);
  expect(replyWithRows(more).data.initialValue?.members).toHaveLength(3);
  const fewer = press({ type: 'remove', payload: { name: 'members', index: 0 } });
  expect(replyWithRows(fewer).data.initialValue?.members).toEqual([{ name: '乙' }]);
  expect(rendered(<RowButton name="members">添加</RowButton>)).toContain('name="__intent__"');
});

test('each field is labelled, says whether it must be filled, and shows its first value', () => {
  const options = [
    { value: 'a', label: '甲' },
    { value: 'b', label: '乙', hint: '说明', disabled: true },
  ];
  const html = rendered(
    <EditForm
      values={{
        name: '孙',
        day: '2026-11-23',
        sum: 123405n,
        kind: 'a',
        tags: ['b'],
        wheel: true,
        note: '长\n文',
        pick: 'b',
      }}
      files
    >
      <TextField name="name" label="姓名" />
      <DateField name="day" label="日期" />
      <MoneyField name="sum" label="金额" />
      <Choice name="kind" label="类别" options={options} />
      <Choices name="tags" label="特长" options={options} optional />
      <Checkbox name="wheel" label="轮椅" />
      <TextArea name="note" label="备注" optional />
      <SelectField name="pick" label="选一个" options={options} />
      <FileField name="file" label="文件" accept=".csv" />
    </EditForm>,
  );
  for (const name of ['name', 'day', 'sum', 'note', 'pick', 'file'])
    expect(html).toContain(`<label for="form-${name}">`);
  expect(html).toContain('value="1234.05"');
  expect(html.match(/checked=""/g)).toHaveLength(3);
  expect(html).toContain('<option value="b" disabled="" selected="">');
  expect(html).toContain('role="radiogroup" aria-required="true"');
  expect(/<textarea[^>]*>/.exec(html)?.[0]).not.toContain('aria-required');
  expect(html).toContain('encType="multipart/form-data"');
  expect(html).toContain('novalidate=""');
});

test('a filter that always has a value offers no empty choice; others do', () => {
  const options = [{ value: 'a', label: '甲' }];
  const pick = (values: object, optional = false) =>
    rendered(
      <FilterForm values={values}>
        <SelectField name="pick" label="年度" options={options} optional={optional} />
      </FilterForm>,
    );
  expect(pick({ pick: 'a' })).not.toContain('<option value=""');
  expect(pick({ pick: 'a' })).not.toContain('请选择');
  expect(pick({})).toContain('请选择');
  expect(pick({ pick: 'a' }, true)).toContain('<option value="">');
  const form = rendered(
    <EditForm values={{ pick: 'a' }}>
      <SelectField name="pick" label="年度" options={options} />
    </EditForm>,
  );
  expect(form).toContain('请选择');
});
