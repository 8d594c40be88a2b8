import { parse, type SubmissionResult } from '@conform-to/dom';
import { data } from '@remix-run/node';
import type { z } from 'zod';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import type { Refusal } from '~/domain/kernel/refusals';
import { refusalText } from '~/platform/i18n/refusal-words.server';

/** A form as it came: what a use case takes, and what is needed to show it again as it was typed. */
export interface Sent<Input> {
  /** Shaped and typed as the schema asks, but not yet checked: the use case checks it, as it does for the API. */
  readonly input: Input;
  /** Only rows were added or taken away; answer with `replyWithRows` and change nothing. */
  readonly rowsChanged: boolean;
  reply(errors?: Record<string, string[]>): SubmissionResult;
}

/**
 * Reads a posted form for a use case: `submission(await request.formData(), admitResident.input)`.
 * Names like `members[0].name` become nested; an empty field is absent; numbers, bigints, ticks and lists
 * become what the schema expects there. Text that is no number stays text, so that the schema refuses it.
 */
export function submission<Schema extends z.ZodType>(form: FormData, schema: Schema): Sent<z.input<Schema>> {
  const sent = parse<Record<string, unknown>, string[]>(form, { resolve: (payload) => ({ value: payload }) });
  return {
    input: typed(schema, sent.payload) as z.input<Schema>,
    rowsChanged: sent.status === undefined,
    reply: (errors = {}) => {
      const { '': formErrors, ...fieldErrors } = errors;
      const hideFields = [...form.keys()].filter(isSecret);
      const reply = sent.reply({ formErrors, fieldErrors, hideFields });
      const place = placesOf(form, schema);
      // The library sorts them by name.
      const error = Object.entries(reply.error ?? {}).sort(([a], [b]) => place(a) - place(b));
      return reply.error ? { ...reply, error: Object.fromEntries(error) } : reply;
    },
  };
}

/** Shows the form again with what was typed and every refusal, in the person's language, at its field or above the form. */
export function replyWithRefusals(sent: Sent<unknown>, refusals: readonly Refusal[]) {
  const errors: Record<string, string[]> = {};
  for (const refusal of refusals) {
    const name = (refusal.field ?? '').replace(/\.(\d+)(?=\.|$)/g, '[$1]');
    const texts = errors[name] ?? [];
    const text = refusalText(refusal);
    errors[name] = texts.includes(text) ? texts : [...texts, text];
  }
  return data(sent.reply(errors), { status: 422 });
}

/**
 * Where a field stands in the form as it was sent, which is the order of the page. A box that was not ticked is not sent: it
 * stands behind the field before it in the schema.
 */
function placesOf(form: FormData, schema: z.ZodType): (name: string) => number {
  const sent = [...form.keys()];
  const fields = Object.keys((schema as Partial<z.ZodObject>).shape ?? {});
  const found = (name: string) =>
    sent.findIndex((key) => key === name || key.startsWith(`${name}.`) || key.startsWith(`${name}[`));
  return (name) => {
    const place = found(name);
    if (place >= 0) return place;
    const root = /^[^.[]*/.exec(name)?.[0] ?? name;
    const before = fields.slice(0, fields.indexOf(root) + 1).findLast((field) => found(field) >= 0);
    return before === undefined ? -1 : found(before) + 0.5;
  };
}

/** Shows the form again after rows were added or taken away. */
export const replyWithRows = (sent: Sent<unknown>) => data(sent.reply());

/** Never sent back to the page. */
const isSecret = (name: string): boolean => /password|totp/i.test(name);

const isBlank = (value: unknown): boolean =>
  value === '' || (value instanceof File && value.size === 0 && value.name === '');

function typed(schema: $ZodType, value: unknown): unknown {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return value === undefined || isBlank(value) ? undefined : typed(def.innerType, value);
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return typed(def.innerType, value);
    case 'pipe':
      return typed(def.in, value);
    case 'lazy':
      return typed(def.getter(), value);
    case 'object':
      return typedObject(def.shape, value);
    case 'array':
      return typedList(value).map((item) => typed(def.element, item));
    case 'union':
      return typedUnion(def.options, value);
    case 'intersection':
      return { ...(typed(def.left, value) as object), ...(typed(def.right, value) as object) };
    default:
      return isBlank(value) && def.type !== 'boolean' ? undefined : typedLeaf(def, value);
  }
}

function typedLeaf(def: $ZodTypes['_zod']['def'], value: unknown): unknown {
  if (def.type === 'boolean') return value === undefined || isBlank(value) ? false : readTick(value);
  if (typeof value !== 'string') return value;
  const text = value.trim();
  switch (def.type) {
    case 'number':
      return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : value;
    case 'bigint':
      return /^-?\d+$/.test(text) ? BigInt(text) : value;
    case 'literal':
      // What must be agreed to is a box that has to be ticked.
      return def.values.find((one) => one === readTick(value) || String(one) === value) ?? value;
    default:
      return value;
  }
}

function readTick(value: unknown): unknown {
  if (value === 'on' || value === 'true') return true;
  return value === 'false' ? false : value;
}

function typedObject(shape: Readonly<Record<string, $ZodType>>, value: unknown): unknown {
  if (value !== undefined && (typeof value !== 'object' || value === null || value instanceof File))
    return value;
  const given = (value ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, typed(part, given[name])]));
}

/** One ticked box arrives alone and none not at all. */
function typedList(value: unknown): unknown[] {
  if (value === undefined || isBlank(value)) return [];
  return (Array.isArray(value) ? value : [value]).filter((item) => !isBlank(item));
}

/** The first alternative that takes the value; when none does, the value as the first one whose fixed fields fit. */
function typedUnion(options: readonly $ZodType[], value: unknown): unknown {
  if (isBlank(value)) return undefined;
  const readings = options.map((option) => ({ option, reading: typed(option, value) }));
  const taken = readings.find(({ option, reading }) => (option as z.ZodType).safeParse(reading).success);
  if (taken) return taken.reading;
  return readings.find(({ option, reading }) => fixedFieldsFit(option, reading))?.reading ?? value;
}

function fixedFieldsFit(option: $ZodType, reading: unknown): boolean {
  const { def } = (option as $ZodTypes)._zod;
  if (def.type !== 'object' || typeof reading !== 'object' || reading === null) return false;
  const fixed = Object.entries(def.shape).filter(
    ([, part]) => (part as $ZodTypes)._zod.def.type === 'literal',
  );
  return (
    fixed.length > 0 &&
    fixed.every(
      ([name, part]) => (part as z.ZodType).safeParse((reading as Record<string, unknown>)[name]).success,
    )
  );
}
