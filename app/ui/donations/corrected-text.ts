import { m } from '~/words/generated/messages';
import { formatMonth } from '../kit/format';
import { figureLabel, named } from './labels';

interface Corrected {
  readonly figure: keyof typeof figureLabel;
  readonly month: string | null;
  readonly purposeName: string | null;
  readonly purposeNameEn: string | null;
}

/** Which figure a correction is about: what was counted, of which purpose, in which month. */
export const correctedText = ({ figure, month, purposeName, purposeNameEn }: Corrected): string =>
  [
    figureLabel[figure](),
    ...(purposeName && purposeNameEn ? [named({ name: purposeName, nameEn: purposeNameEn })] : []),
    ...(month ? [formatMonth(month)] : []),
  ].join(m.reports_list_mark());
