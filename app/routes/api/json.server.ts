import type { z } from 'zod';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/** JSON of an answer. Fen are written as integers, instants as ISO 8601 in UTC. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (typeof part !== 'bigint') return part;
    const number = Number(part);
    if (!Number.isSafeInteger(number)) throw new RangeError('An amount is too large for JSON');
    return number;
  });
}

/** A value as it lies in JSON, for keeping an answer. */
export const asPlain = (value: unknown): unknown => JSON.parse(toJson(value));

/**
 * Gives what came as JSON the types that JSON lacks: an integer where the schema has a bigint, an instant where it
 * has a date. Everything else stays, for the schema to refuse.
 */
export function typedJson(schema: z.ZodType, value: unknown): unknown {
  return typed(schema, value);
}

function typed(schema: $ZodType, value: unknown): unknown {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'bigint':
      return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'literal':
      return typeof value === 'number' &&
        def.values.some((one) => typeof one === 'bigint' && Number(one) === value)
        ? BigInt(value)
        : value;
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value) : value;
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return value === undefined || value === null ? value : typed(def.innerType, value);
    case 'pipe':
      return typed(def.in, value);
    case 'lazy':
      return typed(def.getter(), value);
    case 'array':
      return Array.isArray(value) ? value.map((item) => typed(def.element, item)) : value;
    case 'object':
      return typedObject(def.shape, value);
    case 'intersection':
      return typed(def.right, typed(def.left, value));
    case 'union': {
      const readings = def.options.map((option) => ({ option, reading: typed(option, value) }));
      return (
        readings.find(({ option, reading }) => (option as z.ZodType).safeParse(reading).success) ?? {
          reading: value,
        }
      ).reading;
    }
    default:
      return value;
  }
}

function typedObject(shape: Readonly<Record<string, $ZodType>>, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as Record<string, unknown>;
  const known = Object.entries(shape).filter(([name]) => name in given);
  return { ...given, ...Object.fromEntries(known.map(([name, part]) => [name, typed(part, given[name])])) };
}

/**
 * Fields of what came that the schema does not have, as paths (`windows.0.form`). Nothing would read them: a name that
 * is misspelt must not pass for one that was left out.
 */
export function unknownFields(schema: $ZodType, value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return unknownFields(def.innerType, value, path);
    case 'pipe':
      return unknownFields(def.in, value, path);
    case 'lazy':
      return unknownFields(def.getter(), value, path);
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, at) => unknownFields(def.element, item, below(path, at)))
        : [];
    case 'intersection': {
      const right = new Set(unknownFields(def.right, value, path));
      return unknownFields(def.left, value, path).filter((field) => right.has(field));
    }
    case 'union': {
      const meant = def.options.find((option) => (option as z.ZodType).safeParse(value).success);
      return meant ? unknownFields(meant, value, path) : [];
    }
    case 'object':
      if (Array.isArray(value) || def.catchall) return [];
      return Object.entries(value).flatMap(([name, part]) => {
        const known = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
        return known ? unknownFields(known, part, below(path, name)) : [below(path, name)];
      });
    default:
      return [];
  }
}

/**
 * Amounts that came as text of digits alone, as paths: `"41"` may be meant as yuan, which text is, or as fen, which integers
 * are, a hundredfold apart.
 */
export function unclearAmounts(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'string' && name.endsWith('Fen') && /^[\s\d,，]+$/.test(part)
      ? [below(path, name)]
      : unclearAmounts(part, below(path, name)),
  );
}

const below = (path: string, part: string | number): string => (path ? `${path}.${part}` : String(part));
