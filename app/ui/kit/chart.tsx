import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { formatPercent } from './format';

/**
 * A share of a whole as a bar, with the bound it should reach. Drawn by the server; the number stands in words
 * beside it, so the drawing itself is silent.
 */
export function Meter({
  ratio,
  bound,
  tone,
}: {
  ratio: number;
  bound?: number;
  tone?: 'ok' | 'late' | 'due' | 'info';
}) {
  const width = Math.max(0, Math.min(1, ratio)) * 100;
  return (
    <span className={`meter tone-${tone ?? 'info'}`}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="meter-whole" width="100" height="10" />
        <rect className="meter-part" width={width} height="10" />
        {bound === undefined ? null : (
          <rect className="meter-bound" x={bound * 100 - 0.4} width="0.8" height="10" />
        )}
      </svg>
      {bound === undefined ? null : (
        <span className="quiet">{m.kit_meter_bound({ bound: formatPercent(bound) })}</span>
      )}
    </span>
  );
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
  readonly to?: string;
}

/**
 * Bars under each other, longest for the greatest value. A table underneath the drawing: label and value are text,
 * so nothing is lost to those who do not see the bars.
 */
export function BarChart({
  caption,
  labelTitle,
  valueTitle,
  bars,
}: {
  caption: string;
  labelTitle: string;
  valueTitle: string;
  bars: readonly Bar[];
}) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <table className="bars">
      <caption>{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{labelTitle}</th>
          <th scope="col">{valueTitle}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.label}>
            <th scope="row">{bar.to ? <a href={bar.to}>{bar.label}</a> : bar.label}</th>
            <td>
              <span className="bar-line">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect className="bar" width={Math.max(0.5, (bar.value / most) * 100)} height="10" />
                </svg>
                <span className="numeric">{bar.text}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ColumnChartProps {
  readonly caption: string;
  readonly labelTitle: string;
  readonly valueTitle: string;
  readonly bars: readonly Bar[];
}

/** Columns that stand beside each other with labels that can be read, and of them as many as have room for labels that lie. */
const MOST_COLUMNS = 36;
const MOST_LYING = 12;
const FEW = 6;

/**
 * What happened over time, such as months: columns beside each other, and where they have no room for their labels (on a telephone,
 * or when there are very many) bars under each other.
 */
export function ColumnChart(chart: ColumnChartProps): ReactNode {
  if (chart.bars.length > MOST_COLUMNS) return <BarChart {...chart} />;
  return (
    <>
      <Columns {...chart} />
      <div className="columns-narrow">
        <BarChart {...chart} />
      </div>
    </>
  );
}

/** A drawing with its numbers underneath as a table that opens. */
function Columns({ caption, labelTitle, valueTitle, bars }: ColumnChartProps) {
  const standing = bars.length > MOST_LYING ? 'columns-standing' : bars.length > FEW ? 'columns-many' : '';
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const step = 100 / Math.max(1, bars.length);
  return (
    <figure className={`columns ${standing}`.trimEnd()}>
      <figcaption>{caption}</figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        {bars.map((bar, index) => {
          const height = (bar.value / most) * 38;
          return (
            <rect
              key={bar.label}
              className="bar"
              x={index * step + step * 0.15}
              y={40 - height}
              width={step * 0.7}
              height={height}
            />
          );
        })}
      </svg>
      <div className="columns-labels" aria-hidden="true">
        {bars.map((bar) => (
          <span key={bar.label}>{bar.label}</span>
        ))}
      </div>
      <details>
        <summary>{m.kit_numbers()}</summary>
        <table className="plain">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{labelTitle}</th>
              <th scope="col" className="numeric">
                {valueTitle}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.label}>
                <th scope="row">{bar.to ? <a href={bar.to}>{bar.label}</a> : bar.label}</th>
                <td className="numeric">{bar.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
