import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

interface Line {
  readonly key: string;
  readonly text: string;
  readonly expires: string | null;
}

/** Goods for a visit in words; made in a loader. */
export const goodsToTakeLines = (
  goods: readonly {
    readonly allocationId: string;
    readonly lotId: string;
    readonly name: string;
    readonly spec: string;
    readonly unit: string;
    readonly quantity: number;
    readonly store: string;
    readonly expiresOn: PlainDate | null;
    readonly handedOverOn: string | null;
    readonly waits: boolean;
  }[],
): Line[] =>
  goods.map(({ allocationId, lotId, name, spec, unit, quantity, store, expiresOn, handedOverOn, waits }) => ({
    key: `${allocationId}/${lotId}`,
    text: (waits ? m.donations_to_take_waits : handedOverOn ? m.donations_taken : m.donations_to_take_from)({
      goods: `${[name, spec].filter(Boolean).join(' ')} ${formatNumber(quantity)} ${unit}`,
      store,
    }),
    expires: expiresOn && m.donations_to_take_until({ on: formatDate(expiresOn) }),
  }));

/** What is to be taken along to a visit, and where it lies; nothing when there is nothing. */
export function GoodsToTake({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title={m.donations_to_take()}>
      <ul className="grid gap-2">
        {lines.map(({ key, text, expires }) => (
          <li key={key}>
            {text} {expires}
          </li>
        ))}
      </ul>
      <p className="quiet">{m.donations_to_take_hint()}</p>
    </Section>
  );
}
