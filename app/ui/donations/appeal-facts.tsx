import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { Meter } from '../kit/chart';
import { DescriptionList } from '../kit/description-list';
import { formatDate, formatMoney, formatNumber } from '../kit/format';
import { Notice } from '../kit/notice';
import { Status } from '../kit/status';
import { Table } from '../kit/table';
import { neededText } from './appeal-labels';
import { goodsName, named } from './labels';

interface Facts {
  readonly entityName: string;
  readonly entityNameEn: string | null;
  readonly purposeName: string;
  readonly purposeNameEn: string;
  readonly startsOn: Parameters<typeof formatDate>[0];
  readonly endsOn: Parameters<typeof formatDate>[0];
  /** When it ended, maybe before its last day. */
  readonly endedOn: Parameters<typeof formatDate>[0] | null;
  readonly planNumber: string | null;
  readonly planFiledOn: Parameters<typeof formatDate>[0] | null;
  readonly rightNumber: string | null;
}

/** First and last day, and the day on which it was ended before that. */
function daysText({ startsOn, endsOn, endedOn }: Facts): string {
  const days = m.donations_appeal_from_until({ from: formatDate(startsOn), until: formatDate(endsOn) });
  return endedOn !== null && endedOn < endsOn
    ? m.donations_appeal_ended_early({ days, on: formatDate(endedOn) })
    : days;
}

/** Who asks, what for, how long, and by what right. */
export const AppealFacts = ({ appeal }: { appeal: Facts }) => (
  <DescriptionList
    items={[
      { term: m.donations_entity(), value: named({ name: appeal.entityName, nameEn: appeal.entityNameEn }) },
      {
        term: m.donations_purpose(),
        value: named({ name: appeal.purposeName, nameEn: appeal.purposeNameEn }),
      },
      {
        term: m.donations_appeal_days(),
        value: daysText(appeal),
      },
      ...(appeal.rightNumber ? [{ term: m.donations_appeal_right(), value: appeal.rightNumber }] : []),
      ...(appeal.planNumber && appeal.planFiledOn
        ? [
            {
              term: m.donations_appeal_plan(),
              value: m.donations_appeal_plan_value({
                number: appeal.planNumber,
                on: formatDate(appeal.planFiledOn),
              }),
            },
          ]
        : []),
    ]}
  />
);

/** What an appeal is for, in the reader's language where it is written in it. */
export function AppealAbout({
  appeal: { about, aboutEn },
}: {
  appeal: { readonly about: string; readonly aboutEn: string | null };
}) {
  const translated = getLocale() === 'en' ? aboutEn : about;
  return (
    <p className="whitespace-pre-line" lang={translated === null ? 'zh-CN' : undefined}>
      {translated ?? about}
    </p>
  );
}

/** By when the report of an appeal that is over is due, for everybody. */
export function ReportDue({
  appeal: { wholeReportDueOn, reportLate },
}: {
  appeal: { readonly wholeReportDueOn: Facts['startsOn'] | null; readonly reportLate: boolean };
}) {
  if (wholeReportDueOn === null) return null;
  const day = formatDate(wholeReportDueOn);
  return (
    <Notice
      tone={reportLate ? 'late' : 'info'}
      title={
        reportLate ? m.donations_appeal_report_overdue({ day }) : m.donations_appeal_report_due_by({ day })
      }
    />
  );
}

/** Whether an appeal takes gifts, or from when on. */
export function RunningStatus({
  appeal: { running, ahead, startsOn },
}: {
  appeal: { readonly running: boolean; readonly ahead: boolean; readonly startsOn: Facts['startsOn'] };
}) {
  if (ahead) return <Status tone="info">{m.donations_appeal_ahead({ on: formatDate(startsOn) })}</Status>;
  return running ? (
    <Status tone="ok">{m.donations_appeal_running()}</Status>
  ) : (
    <Status tone="stopped">{m.donations_appeal_not_running()}</Status>
  );
}

/** How far an appeal has come: what has arrived, never what was promised. */
export function AppealProgress({
  appeal: { goalFen, receivedFen, gifts, needs },
}: {
  appeal: {
    readonly goalFen: bigint | null;
    readonly receivedFen: bigint;
    readonly gifts: number;
    readonly needs?: readonly {
      readonly id: string;
      readonly name: string;
      readonly spec: string;
      readonly unit: string;
      readonly quantity: number | null;
      readonly amountFen: bigint | null;
      readonly accepted: number;
    }[];
  };
}) {
  return (
    <>
      {goalFen === null ? null : (
        <>
          <p>
            {m.donations_appeal_progress({ received: formatMoney(receivedFen), goal: formatMoney(goalFen) })}
          </p>
          <Meter ratio={Number(receivedFen) / Number(goalFen)} tone="ok" />
        </>
      )}
      <p className="quiet">{m.donations_appeal_gifts({ count: gifts })}</p>
      {needs && needs.length > 0 ? (
        <Table
          caption={m.donations_appeal_needs()}
          rows={needs}
          rowKey={(need) => need.id}
          empty={m.donations_needs_none()}
          columns={[
            { key: 'name', title: m.donations_need_what(), heading: true, cell: goodsName },
            {
              key: 'wanted',
              title: m.donations_need_quantity(),
              numeric: true,
              cell: neededText,
            },
            {
              key: 'accepted',
              title: m.donations_need_accepted(),
              numeric: true,
              cell: (need) => (need.quantity === null ? m.kit_empty_value() : formatNumber(need.accepted)),
            },
            {
              key: 'open',
              title: m.donations_need_open(),
              numeric: true,
              cell: (need) =>
                need.quantity === null
                  ? m.donations_need_in_goal()
                  : formatNumber(Math.max(0, need.quantity - need.accepted)),
            },
          ]}
        />
      ) : null}
    </>
  );
}

/** What was told of an appeal, the latest first, and its report. */
export const AppealUpdates = ({
  appeal: { updates, report, reportedOn },
}: {
  appeal: {
    readonly updates: readonly {
      readonly id: string;
      readonly onDate: Facts['startsOn'];
      readonly text: string;
    }[];
    readonly report: string | null;
    readonly reportedOn: Facts['startsOn'] | null;
  };
}) => (
  <>
    {report && reportedOn ? (
      <article>
        <h3>{m.donations_appeal_report_of({ on: formatDate(reportedOn) })}</h3>
        <p className="whitespace-pre-line">{report}</p>
      </article>
    ) : null}
    {updates.map(({ id, onDate, text }) => (
      <article key={id}>
        <h3>{formatDate(onDate)}</h3>
        <p className="whitespace-pre-line">{text}</p>
      </article>
    ))}
    {updates.length === 0 && !report ? (
      <p className="table-empty">{m.donations_appeal_updates_none()}</p>
    ) : null}
  </>
);
