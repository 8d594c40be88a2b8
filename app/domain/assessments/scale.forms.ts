import { z } from 'zod';
import { civilDate } from '../kernel/inputs';
import type { Condition, Label, Measure, ScaleDefinition } from './scale.rules';

const label: z.ZodType<Label> = z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) });
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/i);
const whole = z.int();
const confidence = z.enum(['confirmed', 'unconfirmed']);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.object({ value: code, from: whole, to: whole }),
    z.object({ all: z.array(condition).min(1) }),
    z.object({ any: z.array(condition).min(1) }),
    z.object({ atLeast: whole, of: z.array(condition).min(1) }),
  ]),
);

const head = { code, label, confidence: confidence.optional() };
const band = z.object({ from: whole, to: whole, value: whole });

const measure: z.ZodType<Measure> = z.discriminatedUnion('kind', [
  z.object({ ...head, kind: z.literal('sum'), of: z.array(code).min(1), step: whole.min(1).optional() }),
  z.object({ ...head, kind: z.literal('bands'), of: code, bands: z.array(band).min(1) }),
  z.object({ ...head, kind: z.literal('worst'), of: z.array(code).min(1) }),
  z.object({
    ...head,
    kind: z.literal('matrix'),
    row: code,
    column: code,
    cells: z.array(z.array(whole).min(1)).min(1),
  }),
  z.object({
    ...head,
    kind: z.literal('rules'),
    rules: z.array(z.object({ when: condition, value: whole })),
    otherwise: whole,
  }),
  z.object({ ...head, kind: z.literal('worsen'), of: code, when: condition, by: whole.min(1), max: whole }),
]);

/** A scale as data, as it is published. */
export const scaleDefinition: z.ZodType<ScaleDefinition> = z.object({
  sections: z
    .array(
      z.object({
        code,
        label,
        items: z
          .array(
            z.object({
              code,
              label,
              hint: label.optional(),
              options: z
                .array(z.object({ code, label, score: whole }))
                .min(2)
                .max(10),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  measures: z.array(measure).min(1),
  grades: z.array(z.object({ code, label, value: whole })).min(1),
  validMonths: whole.min(1).optional(),
});

export const scaleForm = z.object({
  code: z.string().regex(/^[a-z0-9-]{2,40}$/),
  version: z.int().min(1).max(1000),
  name: z.string().trim().min(1),
  nameEn: z.string().trim().min(1),
  source: z.string().trim().min(1),
  sourceEn: z.string().trim().min(1),
  confidence: z.string().pipe(confidence),
  fromOn: civilDate(),
  /** Checked as a whole by `scaleDefinition`, so that a scale kept as a file may be given as it is read. */
  definition: z.unknown().pipe(scaleDefinition),
});
