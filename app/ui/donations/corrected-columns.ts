import type { Fen } from '~/domain/kernel/money';
import { m } from '~/words/generated/messages';
import { formatMoney, formatMonth } from '../kit/format';
import type { Column } from '../kit/table';
import { figureLabel } from './checking-labels';
import { named } from './labels';

interface Corrected {
  readonly figure: keyof typeof figureLabel;
  readonly month: string | null;
  readonly purposeName: string | null;
  readonly purposeNameEn: string | null;
  readonly oldFen: Fen;
  readonly newFen: Fen;
}

/** Which figure a correction is about: what was counted, of which purpose, in which month. */
const correctedText = ({ figure, month, purposeName, purposeNameEn }: Corrected): string =>
  [
    figureLabel[figure](),
    ...(purposeName && purposeNameEn ? [named({ name: purposeName, nameEn: purposeNameEn })] : []),
    ...(month ? [formatMonth(month)] : []),
  ].join(m.reports_list_mark());

/** What a correction says to everybody: the figure, what stood there, what stands there now. */
export const correctedColumns = (): Column<Corrected>[] => [
  { key: 'figure', title: m.donations_correction_figure(), heading: true, cell: correctedText },
  {
    key: 'old',
    title: m.donations_correction_old(),
    numeric: true,
    cell: (row) => formatMoney(row.oldFen),
  },
  {
    key: 'new',
    title: m.donations_correction_new(),
    numeric: true,
    cell: (row) => formatMoney(row.newFen),
  },
];
