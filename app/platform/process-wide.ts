/**
 * One value per process, whatever bundle asks for it: the web server and the pages are built apart and
 * would otherwise each hold a pool and a key ring of their own.
 */
export function processWide<T>(name: string, make: () => T): T {
  const values = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`wellspring.${name}`);
  let value = values[key];
  if (value === undefined) {
    value = make();
    values[key] = value;
  }
  return value;
}
