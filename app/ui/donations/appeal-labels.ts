import type { NeedState } from '~/domain/donations/appeal.rules';
import { m } from '~/words/generated/messages';
import { formatMoney, formatNumber } from '../kit/format';
import type { Tone } from '../kit/status';

export const appealKindLabel = {
  open: m.donations_appeal_open,
  directed: m.donations_appeal_directed,
};

/** How an appeal asks, in words: one in an emergency is called what it is (慈善法 Art. 70 and following). */
export const appealKindText = ({ kind, urgent }: { kind: 'open' | 'directed'; urgent: boolean }): string =>
  urgent
    ? { open: m.donations_appeal_open_urgent, directed: m.donations_appeal_directed_urgent }[kind]()
    : appealKindLabel[kind]();

export const appealStatusLabel = {
  draft: m.donations_appeal_draft,
  published: m.donations_appeal_published,
  ended: m.donations_appeal_ended,
  reported: m.donations_appeal_reported,
};

export const appealTone = {
  draft: 'info',
  published: 'ok',
  ended: 'due',
  reported: 'stopped',
} as const satisfies Record<string, Tone>;

export const needOriginLabel = {
  centre: m.donations_need_centre,
  household: m.donations_need_household,
  visit: m.donations_need_visit,
};

export const needStateLabel: Record<NeedState, () => string> = {
  open: m.donations_need_state_open,
  drafted: m.donations_need_state_drafted,
  asked: m.donations_need_state_asked,
  met: m.donations_need_state_met,
  unmet: m.donations_need_state_unmet,
  withdrawn: m.donations_need_state_withdrawn,
};

export const needStateTone: Record<NeedState, Tone> = {
  open: 'due',
  drafted: 'info',
  asked: 'info',
  met: 'ok',
  unmet: 'late',
  withdrawn: 'stopped',
};

/** How much of a need: pieces of its unit, or money. */
export const neededText = ({
  quantity,
  unit,
  amountFen,
}: {
  readonly quantity: number | null;
  readonly unit: string;
  readonly amountFen: bigint | null;
}): string => (quantity === null ? formatMoney(amountFen ?? 0n) : `${formatNumber(quantity)} ${unit}`);
