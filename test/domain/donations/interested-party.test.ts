import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Giver,
  interestedGoods,
  interestedPartyFindings,
  interestedPartyRefusals,
} from '~/domain/donations/interested-party.rules';

const giver: Giver = {
  kind: 'person',
  name: '演示甲',
  phone: '19900001111',
  creditCode: null,
  declared: 'none',
};
const member = {
  name: '演示乙',
  identityNumber: '11010519491231002X',
  phone: '19900002222',
  address: null,
  now: true,
};
const reached = { address: '演示镇 演示村 12 号', members: [member] };
const between = { creditCode: '91350100M000100Y43', staff: ['演示经办人'] };
const of = (
  more: Partial<Giver>,
  household: typeof reached | Parameters<typeof interestedPartyFindings>[1] = reached,
) => interestedPartyFindings({ ...giver, ...more }, household, between);

describe('whether a donor is an interested person', () => {
  it('is not when nothing ties them, and says so when they declare it', () => {
    expect(of({})).toEqual({ relations: [], doubts: [] });
    expect(of({ declared: 'related' }).relations).toEqual(['declared']);
    expect(of({ declared: 'unknown' })).toEqual({ relations: [], doubts: ['not-declared'] });
  });

  it('is by number, household, telephone, address, and when the receiver itself gives', () => {
    expect(of({ identityNumber: '11010519491231002x' }).relations).toEqual(['same-person']);
    expect(
      of({ identityNumber: member.identityNumber }, { ...reached, members: [{ ...member, now: false }] })
        .relations,
    ).toEqual(['same-household']);
    expect(of({ phone: '199 0000 2222' }).relations).toEqual(['same-phone']);
    expect(of({ address: '演示镇演示村12号' }).relations).toEqual(['same-address']);
    expect(of({ kind: 'organisation', creditCode: between.creditCode }).relations).toEqual([
      'receiver-itself',
    ]);
    expect(interestedPartyRefusals(['same-phone']).map(({ code }) => code)).toEqual([
      'GIFT.INTERESTED_SAME_PHONE',
    ]);
  });

  it('is left to a person by a name alone, and when nobody knows who gives', () => {
    expect(of({ name: '演示乙' })).toEqual({ relations: [], doubts: ['same-name'] });
    expect(of({ name: '演示经办人' }).doubts).toEqual(['staff-name']);
    expect(of({ phone: null }).doubts).toEqual(['donor-unknown']);
    expect(of({ name: null, phone: null }).doubts).toEqual(['donor-unknown']);
  });

  it('nothing that is missing on both sides ties anybody', () => {
    const text = fc.option(fc.string({ maxLength: 4 }), { nil: null });
    fc.assert(
      fc.property(text, text, text, (phone, address, identityNumber) => {
        const empty = { name: '演示丙', identityNumber: null, phone: null, address: null, now: true };
        const found = of(
          { phone, address: address ?? undefined, identityNumber: identityNumber ?? undefined },
          { address: null, members: [empty] },
        );
        expect(found.relations).toEqual([]);
      }),
    );
  });
});

describe('whether the giver of goods is an interested person', () => {
  it.each([
    [{ phone: '199-0000-2222' }, 'same-phone'],
    [{ phone: '19900002222', name: '演示乙' }, 'same-phone'],
    [{ name: '演示 乙' }, 'same-name'],
    [{ name: '演示乙', phone: null }, 'same-name'],
    [{ name: '演示乙', kind: 'organisation' as const }, undefined],
    [{}, undefined],
    [{ phone: null }, undefined],
  ] as const)('%o: %s', (more, found) => expect(interestedGoods({ ...giver, ...more }, reached)).toBe(found));
});
