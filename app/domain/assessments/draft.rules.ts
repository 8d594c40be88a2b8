import { itemsOf, type ScaleDefinition } from './scale.rules';
import { type Answers, REFUSED } from './scoring.rules';

/** A form that is being filled in on a device: what stands in its fields by name, and how far one is. */
export interface Draft {
  /** Under which it is sent, so that it is recorded once however often it arrives. */
  readonly draftId: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Page of the form, from 0. */
  readonly step: number;
  /** The person has pressed send, and it has not arrived yet. */
  readonly waiting: boolean;
}

/** The draft that was kept; undefined when it is none. */
export function readDraft(kept: unknown): Draft | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { draftId, fields, step, waiting } = kept as Partial<Draft>;
  const whole =
    typeof draftId === 'string' &&
    typeof fields === 'object' &&
    fields !== null &&
    Object.values(fields).every((value) => typeof value === 'string');
  return whole
    ? { draftId, fields, step: Number.isInteger(step) ? Number(step) : 0, waiting: waiting === true }
    : undefined;
}

const PREFIX = 'answers.';

/** Chosen option by item, of the fields of a form. */
export const answersIn = (fields: Readonly<Record<string, string>>): Answers =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith(PREFIX) && value !== '' ? [[name.slice(PREFIX.length), value]] : [],
    ),
  );

/** How far a form is: items of the scale that are chosen, those among them that were refused, and the first that is open, by place. */
export function progressOf(
  scale: ScaleDefinition,
  fields: Readonly<Record<string, string>>,
): {
  readonly done: number;
  readonly all: number;
  readonly refused: number;
  readonly open: readonly number[];
} {
  const answers = answersIn(fields);
  const items = itemsOf(scale);
  const open = items.flatMap(({ code }, place) => (answers[code] ? [] : [place]));
  const refused = items.filter(({ code }) => answers[code] === REFUSED).length;
  return { done: items.length - open.length, all: items.length, refused, open };
}
