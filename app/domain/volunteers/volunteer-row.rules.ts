import type { ImportColumn } from '../kernel/import-columns';
import type { SheetRow } from '../kernel/import-report';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { parseWrittenDate } from '../kernel/written-date';
import { type KnownTown, matchTown } from '../organisations/town.rules';
import {
  type GuardianRelation,
  type HeldSkill,
  readAvailability,
  type ServiceKind,
  type Skill,
  type WeeklySlot,
} from './volunteer.rules';

const column = (
  field: string,
  header: string,
  example: string,
  aliases: string[],
  required = true,
): ImportColumn => ({
  field,
  header,
  example,
  aliases,
  required,
});

/** Columns of a list of volunteers, in the order of the template. */
export const volunteerColumns: readonly ImportColumn[] = [
  column('name', '姓名', '张三', ['Name']),
  column('identityNumber', '身份证号', '999999198001010028', ['身份证号码', 'Identitynumber']),
  column('phone', '联系电话', '19900000000', ['电话', '手机', 'Phone'], false),
  column('townCode', '镇街', '源泉镇', ['镇(街道)', 'Town']),
  column('village', '村居', '前坡村', ['Village'], false),
  column('serviceKinds', '服务类别', '人文关怀、心理疏导', ['Services']),
  column('skill', '技能', '理发', ['Skill'], false),
  column('licenceNumber', '证书编号', '', ['Licencenumber'], false),
  column('validUntil', '证书有效期', '', ['证书有效期至', 'Validuntil'], false),
  column(
    'availability',
    '可服务时段',
    '周一 8:00-12:00；周六 14:00-18:00',
    ['服务时间', 'Availability'],
    false,
  ),
  column('guardianName', '监护人姓名', '', ['Guardian'], false),
  column('guardianRelation', '监护人关系', '', ['Guardianrelation'], false),
  column('guardianConsentOn', '监护人同意日期', '', ['Guardianconsent'], false),
];

/** Who a guardian is, as lists write it. */
const RELATIONS: Readonly<Record<string, GuardianRelation>> = {
  父亲: 'father',
  父: 'father',
  母亲: 'mother',
  母: 'mother',
  祖父母: 'grandparent',
  外祖父母: 'grandparent',
  其他: 'other',
};

/** Services and skills as the policy and the lists of the bureau write them. */
const SERVICES: Readonly<Record<string, ServiceKind>> = {
  家境调查: 'survey',
  人文关怀: 'companionship',
  心理疏导: 'counselling',
  资源链接: 'resources',
  能力提升: 'skills',
  社会融入: 'inclusion',
};
const SKILLS: Readonly<Record<string, Skill>> = {
  护理: 'nursing',
  心理咨询: 'counselling',
  理发: 'haircut',
  维修: 'repair',
  驾驶: 'driving',
  辅导: 'tutoring',
  手语: 'sign_language',
  法律: 'legal',
};

/** Service kind of a word of the sheet, in Chinese or by its code; undefined when it is none. */
export const serviceOf = (word: string): ServiceKind | undefined =>
  SERVICES[word] ?? Object.values(SERVICES).find((code) => code === word);

/** Skill of a word of the sheet. */
export const skillOf = (word: string): Skill | undefined =>
  SKILLS[word] ?? Object.values(SKILLS).find((code) => code === word);

/** A row as `registerVolunteer` takes it; person and licence are judged there. */
export interface VolunteerRow {
  readonly name: string;
  readonly identityNumber: string;
  readonly phone?: string;
  readonly townCode: string;
  readonly village?: string;
  readonly serviceKinds: readonly ServiceKind[];
  readonly skills: readonly HeldSkill[];
  readonly availability: readonly WeeklySlot[];
  readonly guardianName?: string;
  readonly guardianRelation?: GuardianRelation;
  readonly guardianConsentOn?: PlainDate;
}

const headers = Object.fromEntries(volunteerColumns.map(({ field, header }) => [field, header]));

/** Reads one row. Refuses at once VOLUNTEER.TOWN_UNKNOWN, .SERVICE_UNKNOWN, .SERVICE_MISSING, .SKILL_UNKNOWN, .DATE_FORM, .AVAILABILITY_FORM, .RELATION_UNKNOWN. */
export function readVolunteerRow({ cells }: SheetRow, towns: readonly KnownTown[]): Result<VolunteerRow> {
  const problems: Refusal[] = [];
  const text = (field: string) => (cells[headers[field] as string] ?? '').trim();
  const words = (field: string) =>
    text(field)
      .normalize('NFKC')
      .split(/[、,;/\s]+/)
      .filter(Boolean);
  const known = <T>(field: string, find: (word: string) => T | undefined, code: string): T[] =>
    words(field).flatMap((word) => {
      const found = find(word);
      if (found === undefined)
        problems.push(refusal(code, { field, params: { written: word.slice(0, 20) } }));
      return found ?? [];
    });

  const town = matchTown(text('townCode'), towns);
  if (!town) problems.push(refusal('VOLUNTEER.TOWN_UNKNOWN', { field: 'townCode' }));
  const serviceKinds = known('serviceKinds', serviceOf, 'VOLUNTEER.SERVICE_UNKNOWN');
  if (words('serviceKinds').length === 0)
    problems.push(refusal('VOLUNTEER.SERVICE_MISSING', { field: 'serviceKinds' }));
  const skills = known('skill', skillOf, 'VOLUNTEER.SKILL_UNKNOWN');
  const dated = (field: string) => {
    const date = text(field) === '' ? undefined : parseWrittenDate(text(field));
    if (text(field) !== '' && !date) problems.push(refusal('VOLUNTEER.DATE_FORM', { field }));
    return date;
  };
  const validUntil = dated('validUntil');
  const guardianConsentOn = dated('guardianConsentOn');
  const relation = text('guardianRelation');
  const guardianRelation = RELATIONS[relation];
  if (relation !== '' && !guardianRelation)
    problems.push(
      refusal('VOLUNTEER.RELATION_UNKNOWN', {
        field: 'guardianRelation',
        params: { written: relation.slice(0, 20) },
      }),
    );
  const availability = readAvailability(text('availability'));
  if (!availability) problems.push(refusal('VOLUNTEER.AVAILABILITY_FORM', { field: 'availability' }));
  if (problems.length > 0 || !town || !availability) return refuse(...problems);
  const licence = { licenceNumber: text('licenceNumber') || undefined, validUntil };
  return accept({
    name: text('name'),
    identityNumber: text('identityNumber'),
    phone: text('phone') || undefined,
    townCode: town.code,
    village: text('village') || undefined,
    serviceKinds,
    skills: skills.map((skill) => ({ skill, ...licence })),
    availability,
    guardianName: text('guardianName') || undefined,
    guardianRelation,
    guardianConsentOn,
  });
}
