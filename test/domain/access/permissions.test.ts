import { describe, expect, it } from 'vitest';
import { passwordRefusals } from '~/domain/access/password.rules';
import { mayRole, permissions, permissionsOf } from '~/domain/access/permissions';
import { type Role, roles } from '~/domain/access/roles';

describe('roles and permissions', () => {
  it('let the auditor look and reveal, and do nothing else', () => {
    const held = permissions.filter((permission) => mayRole('auditor', permission));
    expect(held.filter((permission) => !/^(public|account)$|\.(view|reveal)/.test(permission))).toEqual([]);
    expect(held.length).toBeGreaterThan(10);
  });

  it.each<[string, string]>([
    ['standards.propose', 'standards.approve'],
    ['fees.propose-tariff', 'fees.approve-tariff'],
    ['donations.confirm-money', 'donations.receive-goods'],
  ])('give %s and %s to no one role together', (one, other) => {
    const both = roles.filter((role) =>
      [one, other].every((permission) => mayRole(role, permission as never)),
    );
    expect(both).toEqual([]);
  });

  it('let self-service roles see only what is their own', () => {
    for (const role of ['volunteer', 'donor', 'family'] as const satisfies Role[]) {
      const views = [...permissionsOf([role])].filter((permission) => /\.view/.test(permission));
      expect
        .soft(
          views.filter((permission) => !permission.endsWith('-own')),
          role,
        )
        .toEqual([]);
    }
  });

  it('add up when somebody holds two roles', () => {
    const both = permissionsOf(['finance', 'manager']);
    expect(both.has('fees.bill') && both.has('beds.edit')).toBe(true);
    expect(permissionsOf([])).toEqual(new Set());
  });
});

describe('a new password', () => {
  const codes = (password: string, userName = 'li.na') =>
    passwordRefusals(password, { userName, field: 'password' }).map(({ code }) =>
      code.replace('ACCESS.PASSWORD_', ''),
    );

  it.each([
    ['a quite ordinary sentence', []],
    ['十个汉字也可以作密码', []],
    ['yuanquan-demo', []],
    ['short', ['SHORT']],
    ['x'.repeat(201), ['LONG', 'COMMON']],
    ['my-LI.NA-password', ['HAS_NAME']],
    ['1234567890', ['COMMON']],
    ['Password123', ['COMMON']],
    ['aaaaaaaaaaaaaa', ['COMMON']],
    ['li.na', ['SHORT', 'HAS_NAME']],
  ])('%s', (password, expected) => {
    expect(codes(password)).toEqual(expected);
  });
});
