import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenTowns } from '#test/factories/organisations';
import { matchTown } from '~/domain/organisations/town.rules';

const nameOf = (text: string) => matchTown(text, tenTowns)?.name;

describe('a town as people write it', () => {
  it.each([
    ['源泉镇', '源泉镇'],
    ['源泉', '源泉镇'],
    [' 源 泉 镇 ', '源泉镇'],
    ['源泉镇人民政府', '源泉镇'],
    ['博山区源泉镇', '源泉镇'],
    ['淄博市博山区源泉镇', '源泉镇'],
    ['山东省淄博市博山区源泉镇', '源泉镇'],
    ['山头街道办事处', '山头街道'],
    ['山头街道办', '山头街道'],
    ['山头办事处', '山头街道'],
    ['山头', '山头街道'],
    ['博山镇', '博山镇'],
    ['博山', '博山镇'],
    ['博山区博山镇', '博山镇'],
    ['３７０３０４１１１', '源泉镇'],
  ])('%s is %s', (text, name) => expect(nameOf(text)).toBe(name));

  it.each([
    '',
    '博山区',
    '镇',
    '街道',
    '办事处',
    '周村区北郊镇',
    '周村区城东街道',
    '淄川区源泉镇',
    '源',
    '源泉街道',
    '源泉镇东村',
  ])('%j is none of the district', (text) => expect(nameOf(text)).toBeUndefined());

  it('does not choose between a town and a sub-district of one base name', () => {
    const towns = [
      { code: '370304001', name: '城东街道', parentName: '博山区' },
      { code: '370304199', name: '城东镇', parentName: '博山区' },
    ];
    expect(matchTown('城东', towns)).toBeUndefined();
    expect(matchTown('城东镇', towns)?.code).toBe('370304199');
  });

  it('finds every town by its own name and code, whatever blanks stand in it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tenTowns), fc.nat(6), (town, at) => {
        const spaced = `${town.name.slice(0, at)} ${town.name.slice(at)}`;
        expect(matchTown(spaced, tenTowns)).toBe(town);
        expect(matchTown(town.code, tenTowns)).toBe(town);
      }),
    );
  });
});
