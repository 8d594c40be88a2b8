import { itemsOf, type ScaleDefinition } from './scale.rules';
import type { Answers } from './scoring.rules';

/**
 * Which items of other scales ask about the same as each of the six abilities. Ours, no official table (待核实); so what follows is
 * shown beside the question and never chosen: the six are answered and signed on their own (特困人员认定办法 Art. 21).
 */
const asksTheSame: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'ltc-37': {
    eating: ['feeding'],
    dressing: ['dressing'],
    transfer: ['transfer'],
    toileting: ['toilet'],
    walking: ['walking'],
    bathing: ['bathing'],
  },
  'gbt-42195': {
    eating: ['eating'],
    dressing: ['upper-dressing', 'lower-dressing'],
    transfer: ['bed-turning', 'transfer'],
    toileting: ['toileting'],
    walking: ['walking'],
    bathing: ['bathing'],
  },
  'mzt-039': {
    eating: ['feeding'],
    dressing: ['dressing'],
    transfer: ['transfer'],
    toileting: ['toilet'],
    walking: ['walking'],
    bathing: ['bathing'],
  },
};

/** Scales whose answers say something about the six abilities. */
export const scalesThatSuggest: readonly string[] = Object.keys(asksTheSame);

/**
 * What answers by another scale suggest for the six abilities: `met` where everything asked about it had its best score, `unmet`
 * where something had less. Abilities about which an answer is missing or refused are left out.
 */
export function suggestedSix(
  { code, definition }: { readonly code: string; readonly definition: ScaleDefinition },
  answers: Answers,
): Readonly<Record<string, 'met' | 'unmet'>> {
  const items = new Map(itemsOf(definition).map((item) => [item.code, item]));
  const suggested = Object.entries(asksTheSame[code] ?? {}).flatMap(([ability, related]) => {
    const best = related.map((name) => {
      const options = items.get(name)?.options ?? [];
      const given = options.find((option) => option.code === answers[name])?.score;
      return given === undefined ? undefined : given === Math.max(...options.map(({ score }) => score));
    });
    return best.includes(undefined) ? [] : [[ability, best.includes(false) ? 'unmet' : 'met'] as const];
  });
  return Object.fromEntries(suggested);
}
