import type { Slot } from '~/domain/donations/reception.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDate, formatNumber, formatWeekday } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { timeText } from '../volunteers/time-text';

/** A time at which goods are brought, in words. */
export const deliveryTime = ({
  on,
  fromMinute,
  untilMinute,
}: {
  readonly on: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
}): string =>
  m.donations_delivery_time({
    day: formatDate(on),
    weekday: formatWeekday(on),
    from: timeText(fromMinute),
    until: timeText(untilMinute),
  });

/** Times to choose from, with the places that are free; made in a loader. */
export const slotOptions = (slots: readonly Slot[]) =>
  slots.map((slot) => ({
    value: slot.id,
    label: m.donations_slot_free({ time: deliveryTime(slot), free: formatNumber(slot.free) }),
  }));
