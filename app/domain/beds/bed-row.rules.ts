import type { ImportColumn } from '../kernel/import-columns';
import type { SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { type BedAttribute, type BedKind, bedAttributes, type SexRule } from './bed.rules';

/** How bed lists write kinds, sexes and attributes, in Chinese and in the product's own English. */
const KINDS: Readonly<Record<string, BedKind>> = {
  护理型: 'nursing',
  护理型床位: 'nursing',
  护理: 'nursing',
  nursing: 'nursing',
  普通: 'general',
  普通型: 'general',
  普通床位: 'general',
  general: 'general',
};
const SEXES: Readonly<Record<string, SexRule>> = {
  男: 'male',
  male: 'male',
  女: 'female',
  female: 'female',
  不限: 'any',
  any: 'any',
};
const ATTRIBUTES: Readonly<Record<string, BedAttribute>> = {
  轮椅: 'wheelchair',
  无障碍: 'wheelchair',
  靠窗: 'window',
  单间: 'single',
  吸氧: 'oxygen',
  氧气: 'oxygen',
  底层: 'ground_floor',
  一层: 'ground_floor',
};

/** A bed as a row of a bed list gives it. Building, room and bed together are its business key. */
export interface BedRow {
  readonly building: string;
  readonly floor: string;
  readonly room: string;
  readonly name: string;
  readonly kind: BedKind;
  readonly sexRule: SexRule;
  /** In the order of `bedAttributes`, each once. */
  readonly attributes: readonly BedAttribute[];
}

const column = (
  field: keyof BedRow,
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

/** Columns of a bed list in the order of the template. */
export const bedColumns: readonly ImportColumn[] = [
  column('building', '楼栋', 'A楼', ['楼号', '楼', 'Building']),
  column('floor', '楼层', '1层', ['层', 'Floor']),
  column('room', '房间', 'A101', ['房间号', '房号', 'Room']),
  column('name', '床位', '1床', ['床号', '床位号', 'Bed']),
  column('kind', '类型', '护理型', ['床位类型', 'Kind']),
  column('sexRule', '性别', '男', ['房间性别', 'Sex']),
  column('attributes', '特征', '轮椅、靠窗', ['床位特征', 'Attributes'], false),
];

const headers = Object.fromEntries(bedColumns.map(({ field, header }) => [field, header])) as Record<
  keyof BedRow,
  string
>;

const NAME_LENGTH = 40;

/** Full-width letters and digits as plain ones, so that `Ａ１０１` is A101; Chinese punctuation stays what it is. */
const halfWidth = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** Reads one row. Refuses all that is wrong at once: BED.CELL_MISSING, .CELL_LONG, .KIND_UNKNOWN, .SEX_UNKNOWN, .ATTRIBUTE_UNKNOWN. */
export function readBedRow({ cells }: SheetRow): Result<BedRow> {
  const problems: Refusal[] = [];
  const text = (field: keyof BedRow) => halfWidth(cells[headers[field]] ?? '').trim();
  const name = (field: 'building' | 'floor' | 'room' | 'name') => {
    const value = text(field);
    const params = { column: headers[field], most: NAME_LENGTH };
    if (value === '') problems.push(refusal('BED.CELL_MISSING', { field, params }));
    else if (value.length > NAME_LENGTH) problems.push(refusal('BED.CELL_LONG', { field, params }));
    return value;
  };
  const known = <T>(
    field: 'kind' | 'sexRule',
    words: Readonly<Record<string, T>>,
    code: string,
  ): T | undefined => {
    const value = text(field);
    if (value === '')
      problems.push(refusal('BED.CELL_MISSING', { field, params: { column: headers[field] } }));
    else if (!Object.hasOwn(words, value))
      problems.push(refusal(code, { field, params: { written: value.slice(0, 20) } }));
    return words[value];
  };

  const place = { building: name('building'), floor: name('floor'), room: name('room'), name: name('name') };
  const kind = known('kind', KINDS, 'BED.KIND_UNKNOWN');
  const sexRule = known('sexRule', SEXES, 'BED.SEX_UNKNOWN');
  const attributes = readAttributes(text('attributes'), problems);
  if (problems.length > 0 || !kind || !sexRule) return refuse(...problems);
  return accept({ ...place, kind, sexRule, attributes });
}

function readAttributes(text: string, problems: Refusal[]): BedAttribute[] {
  const found = new Set<BedAttribute>();
  for (const word of text.split(/[、,，;；/\s]+/).filter(Boolean)) {
    const attribute = ATTRIBUTES[word] ?? bedAttributes.find((code) => code === word);
    if (attribute) found.add(attribute);
    else
      problems.push(
        refusal('BED.ATTRIBUTE_UNKNOWN', { field: 'attributes', params: { written: word.slice(0, 20) } }),
      );
  }
  return bedAttributes.filter((code) => found.has(code));
}
