import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import {
  availabilityProblems,
  readAvailability,
  registrationProblems,
  starsOf,
} from '~/domain/volunteers/volunteer.rules';

const today = plainDate('2026-11-23');
const codes = (stated: Partial<Parameters<typeof registrationProblems>[0]>) =>
  registrationProblems({
    birthDate: plainDate('1990-01-01'),
    guardian: {},
    skills: [],
    availability: [],
    today,
    ...stated,
  }).map((one) => [one.code, one.field]);

describe('registering a volunteer', () => {
  it('asks a guardian until eighteen, and takes nobody under eight', () => {
    expect(codes({ birthDate: plainDate('2008-11-23') })).toEqual([]);
    const guardian = { name: '监护人', relation: 'mother' as const, consentOn: today };
    expect(codes({ birthDate: plainDate('2008-11-24') })).toEqual([
      ['VOLUNTEER.GUARDIAN_NAME_MISSING', 'guardianName'],
      ['VOLUNTEER.GUARDIAN_RELATION_MISSING', 'guardianRelation'],
      ['VOLUNTEER.GUARDIAN_CONSENT_MISSING', 'guardianConsentOn'],
    ]);
    expect(
      codes({
        birthDate: plainDate('2008-11-24'),
        guardian: { ...guardian, consentOn: plainDate('2026-11-24') },
      }),
    ).toEqual([['VOLUNTEER.GUARDIAN_CONSENT_IN_FUTURE', 'guardianConsentOn']]);
    expect(codes({ birthDate: plainDate('2008-11-24'), guardian })).toEqual([]);
    expect(codes({ birthDate: plainDate('2018-11-23'), guardian })).toEqual([]);
    expect(codes({ birthDate: plainDate('2018-11-24'), guardian })).toEqual([
      ['VOLUNTEER.TOO_YOUNG', 'identityNumber'],
    ]);
  });

  it('asks a licence that still holds where the law asks one, and none elsewhere; all problems at once', () => {
    expect(
      codes({
        skills: [
          { skill: 'nursing' },
          { skill: 'counselling', licenceNumber: '1', validUntil: plainDate('2026-11-22') },
          { skill: 'legal', licenceNumber: '1', validUntil: today },
          { skill: 'haircut' },
        ],
        availability: [{ weekday: 1, fromMinute: 600, untilMinute: 600 }],
      }),
    ).toEqual([
      ['VOLUNTEER.LICENCE_MISSING', 'skills.0.licenceNumber'],
      ['VOLUNTEER.LICENCE_EXPIRED', 'skills.1.validUntil'],
      ['VOLUNTEER.AVAILABILITY_BACKWARD', 'availability.0.until'],
    ]);
  });

  it('lets slots touch but not overlap', () => {
    const slot = (fromMinute: number, untilMinute: number, weekday = 1) => ({
      weekday,
      fromMinute,
      untilMinute,
    });
    expect(availabilityProblems([slot(480, 600), slot(600, 720)])).toEqual([]);
    expect(availabilityProblems([slot(480, 601), slot(600, 720)])).toMatchObject([
      { code: 'VOLUNTEER.AVAILABILITY_OVERLAPS', field: 'availability.1.until' },
    ]);
    expect(availabilityProblems([slot(600, 720), slot(700, 690), slot(480, 601)])).toMatchObject([
      { code: 'VOLUNTEER.AVAILABILITY_BACKWARD', field: 'availability.1.until' },
      { code: 'VOLUNTEER.AVAILABILITY_OVERLAPS', field: 'availability.2.until' },
    ]);
    expect(availabilityProblems([slot(480, 601), slot(600, 720, 2)])).toEqual([]);
  });

  it('reads a week as it is written in a cell', () => {
    expect(readAvailability('周一 8:00-12:00；星期天 14：00～18：30')).toEqual([
      { weekday: 1, fromMinute: 480, untilMinute: 720 },
      { weekday: 7, fromMinute: 840, untilMinute: 1110 },
    ]);
    expect(readAvailability('')).toEqual([]);
    expect(readAvailability('周一 8:00-12:00；有空就来')).toBeUndefined();
  });

  it('gives the stars of 民函〔2012〕340号', () => {
    const at = [100, 300, 600, 1000, 1500];
    expect(at.map((hours) => starsOf(hours * 60))).toEqual([1, 2, 3, 4, 5]);
    expect(at.map((hours) => starsOf(hours * 60 - 1))).toEqual([0, 1, 2, 3, 4]);
  });
});
