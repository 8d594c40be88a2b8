import { describe, expect, it } from 'vitest';
import { maskPhone, readName, readPhone } from '~/domain/people/contact.rules';

describe('telephone numbers as people write them', () => {
  it.each([
    ['199-0000-4198', '19900004198'],
    ['199 0000 4198', '19900004198'],
    ['１９９００００４１９８', '19900004198'],
    ['+86 19900004198', '19900004198'],
    ['0533-4110000', '0533-4110000'],
    ['(0533)4110000', '0533-4110000'],
    ['010 65550000', '010-65550000'],
  ])('%s is %s', (text, phone) => expect(readPhone(text)).toEqual({ ok: true, value: phone }));

  it.each(['1990000419', '199000041980', '12900004198', '4110000', '电话', ''])('%j is none', (text) =>
    expect(readPhone(text)).toMatchObject({ ok: false, refusals: [{ code: 'PERSON.PHONE_FORM' }] }),
  );

  it('are masked so that whoever knows one recognises it', () => {
    expect(maskPhone('19900004198')).toBe('199****4198');
    expect(maskPhone('0533-4110000')).toBe('0533-***0000');
  });
});

describe('names as people write them', () => {
  it.each([
    ['曾国', '曾国'],
    [' 曾　国 ', '曾国'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['Anna  Müller', 'Anna Müller'],
    ["O'Neill-Smith Jr.", "O'Neill-Smith Jr."],
    ['㐱玊', '㐱玊'],
    ['\u200b梁明文\ufeff', '梁明文'],
  ])('%j is %s', (text, name) => expect(readName(text)).toEqual({ ok: true, value: name }));

  it.each([
    ['', 'PERSON.NAME_MISSING'],
    [' 　\u200b', 'PERSON.NAME_MISSING'],
    ['<img src=x onerror=alert(1)>', 'PERSON.NAME_FORM'],
    ['=HYPERLINK("http://127.0.0.1/","x")', 'PERSON.NAME_FORM'],
    ['张三1', 'PERSON.NAME_FORM'],
    ['长'.repeat(61), 'PERSON.NAME_FORM'],
  ])('%j is refused', (text, code) =>
    expect(readName(text)).toMatchObject({ ok: false, refusals: [{ code }] }),
  );
});
