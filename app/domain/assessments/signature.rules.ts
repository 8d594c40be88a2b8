import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

/** Who signs: both assessors, and the person assessed or the guardian. */
export const parties = ['first', 'second', 'person', 'guardian'] as const;
export type Party = (typeof parties)[number];

/**
 * How: `account` by the own sign-in, `drawn` on the screen, `paper` on the printed form, `refused` by a person or guardian
 * who would not sign, with the reason.
 */
export const meansOfSigning = ['account', 'drawn', 'paper', 'refused'] as const;
export type Means = (typeof meansOfSigning)[number];

/** Box in which a signature is drawn; the unit is that of the path, the screen scales it. */
export const SIGNATURE_BOX = { width: 600, height: 200 } as const;

/** Longest path that is taken, in characters; a long name written slowly has about 8,000. */
const LONGEST_PATH = 40_000;
const MOST_STROKES = 200;
/** What a hand draws at least: neither a dot nor a slip of the finger. */
const LEAST_LENGTH = 120;
const LEAST_EXTENT = 40;

const POINT = String.raw`\d{1,3} \d{1,3}`;
const STROKE = new RegExp(`M${POINT}(?:L${POINT})*`, 'g');

/**
 * What is wrong with a drawn signature; undefined when nothing is. It is strokes of straight lines, `M12 30L14 33`, whole
 * numbers inside the box, and nothing else: a path can run nothing and load nothing.
 * - `form`: not such a path, too long, or outside the box
 * - `small`: a dot or a short line
 */
export function strokesProblem(path: string): 'form' | 'small' | undefined {
  if (path.length > LONGEST_PATH || path.replace(STROKE, '') !== '') return 'form';
  const strokes = [...path.matchAll(STROKE)].map(([stroke]) =>
    [...stroke.matchAll(/(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const),
  );
  const points = strokes.flat();
  const inside = points.every(([x, y]) => x <= SIGNATURE_BOX.width && y <= SIGNATURE_BOX.height);
  if (strokes.length > MOST_STROKES || !inside) return 'form';
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  return length >= LEAST_LENGTH && Math.max(extent(points, 0), extent(points, 1)) >= LEAST_EXTENT
    ? undefined
    : 'small';
}

type Point = readonly [number, number];

const lengthOf = (stroke: readonly Point[]): number =>
  stroke.slice(1).reduce((sum, [x, y], place) => {
    const [fromX, fromY] = stroke[place] as Point;
    return sum + Math.hypot(x - fromX, y - fromY);
  }, 0);

const extent = (points: readonly Point[], axis: 0 | 1): number => {
  const values = points.map((point) => point[axis]);
  return (
    values.reduce((most, value) => Math.max(most, value), 0) -
    values.reduce((least, value) => Math.min(least, value), 1_000)
  );
};

/** A signature as it is said. Fields that its means does not need are not looked at. */
export interface SaidSignature {
  readonly party: Party;
  readonly means: Means;
  readonly signer?: string;
  readonly signedOn?: PlainDate;
  readonly strokes?: string;
  readonly reason?: string;
}

const isAssessor = (party: Party): boolean => party === 'first' || party === 'second';

/**
 * What is wrong with a signature, all at once: SIGNATURE.SIGNER_MISSING (a guardian has a name), .MEANS_OF_PARTY (only a person or
 * guardian may refuse, only an assessor signs by account), .DRAWN_MISSING, .DRAWN_FORM, .DRAWN_SMALL, .DATE_MISSING (on paper),
 * .DATE_FUTURE, .DATE_BEFORE_ASSESSED, .REASON_MISSING. `within` is the field of the signature as a whole, '' for none.
 */
export function signatureRefusals(
  said: SaidSignature,
  { assessedOn, today, within }: { assessedOn: PlainDate; today: PlainDate; within: string },
): Refusal[] {
  const { party, means, signedOn, strokes = '' } = said;
  const problems: Refusal[] = [];
  const add = (code: string, name: string) =>
    void problems.push(refusal(code, { field: within ? `${within}.${name}` : name }));
  if (party === 'guardian' && !said.signer?.trim()) add('SIGNATURE.SIGNER_MISSING', 'signer');
  if (isAssessor(party) ? means === 'refused' : means === 'account') add('SIGNATURE.MEANS_OF_PARTY', 'means');
  if (means === 'drawn') {
    const problem = strokesProblem(strokes);
    if (strokes === '') add('SIGNATURE.DRAWN_MISSING', 'means');
    else if (problem) add(problem === 'form' ? 'SIGNATURE.DRAWN_FORM' : 'SIGNATURE.DRAWN_SMALL', 'means');
  }
  if (means === 'paper' && !signedOn) add('SIGNATURE.DATE_MISSING', 'signedOn');
  if (signedOn && signedOn > today) add('SIGNATURE.DATE_FUTURE', 'signedOn');
  if (signedOn && signedOn < assessedOn) add('SIGNATURE.DATE_BEFORE_ASSESSED', 'signedOn');
  if (means === 'refused' && (said.reason?.trim().length ?? 0) < 2) add('SIGNATURE.REASON_MISSING', 'reason');
  return problems;
}

/** Assessors who do not stand for what was scored yet: without both, no grade counts. */
export const unsignedAssessors = (signed: readonly { readonly party: Party }[]): ('first' | 'second')[] =>
  (['first', 'second'] as const).filter((party) => !signed.some((one) => one.party === party));
