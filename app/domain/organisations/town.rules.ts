/** A town or sub-district of the district, as far as its name in a spreadsheet has to be recognised. */
export interface KnownTown {
  /** 9 digits. */
  readonly code: string;
  readonly name: string;
  /** Name of the district it belongs to, which people write before it. */
  readonly parentName: string | null;
}

const KIND = /(街道|镇|乡)$/;
const OFFICE = /(街道办事处|办事处|街道办|人民政府|政府)$/;

const baseOf = (name: string): string => name.replace(KIND, '');

/** `山头街道办事处` and `山头街办` are the office of 山头街道; the office of 源泉镇 is 源泉镇人民政府. */
function withoutOffice(text: string): string {
  const office = OFFICE.exec(text)?.[1];
  if (!office) return text;
  const rest = text.slice(0, -office.length);
  return office.startsWith('街道') ? `${rest}街道` : rest;
}

/**
 * The town that a text names: by its 9-digit code or its name, with province, city and district before it,
 * with the suffix of its office behind it, or without 镇 / 街道. Undefined when none or more than one fits;
 * a town of another district never fits.
 */
export function matchTown<Town extends KnownTown>(text: string, towns: readonly Town[]): Town | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const byCode = towns.find((town) => town.code === plain);
  if (byCode) return byCode;
  const fits = towns.filter((town) => {
    const local = withoutOffice(withoutDistrict(plain, town.parentName));
    return local === town.name || (local === baseOf(town.name) && baseOf(town.name).length > 1);
  });
  if (fits.length === 1) return fits[0];
  return fits.find((town) => withoutDistrict(plain, town.parentName) === town.name);
}

/** Cuts off 山东省淄博市博山区, or any tail of it, when something is left. */
function withoutDistrict(text: string, district: string | null): string {
  if (!district) return text;
  const at = text.indexOf(district);
  if (at < 0) return text;
  const before = text.slice(0, at);
  const after = text.slice(at + district.length);
  return after !== '' && /^([\p{Script=Han}]{2,8}?(省|自治区))?([\p{Script=Han}]{2,8}?市)?$/u.test(before)
    ? after
    : text;
}
