import { type WithoutReason, withoutReasons } from '~/domain/receipts/without-receipt';

/** The reason that an address asks for. */
export const reasonAsked = (url: URL): WithoutReason | undefined =>
  withoutReasons.find((one) => one === url.searchParams.get('reason'));
