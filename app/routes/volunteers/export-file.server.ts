import type { Actor } from '~/domain/kernel/actor';
import { dateOf } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { type ExportGroup, type ExportRow, exportRows } from '~/domain/volunteers/export-records';
import { inLocale } from '~/platform/i18n/locale.server';
import { csvStream, type OutCell, writeXlsx } from '~/platform/spreadsheet/write-spreadsheet';
import { serviceLabel, skillLabel } from '~/ui/volunteers/labels';
import { evaluatorLabel, resultLabel } from '~/ui/volunteers/record-groups';
import { volunteerStatusLabel } from '~/ui/volunteers/status';
import { m } from '~/words/generated/messages';

type Words = Readonly<Record<string, string>>;

/** Words by code, read while the language of the request is known: the rows are written later. */
const inWords = (labels: Readonly<Record<string, () => string>>): Words =>
  Object.fromEntries(Object.entries(labels).map(([code, label]) => [code, label()]));

/** Hours as the national form wants them, to the hundredth; the minutes stand beside them. */
const hours = (minutes: number): string => (minutes / 60).toFixed(2);

/** Columns of a group and how a row fills them. */
interface Columns<Group extends ExportGroup> {
  readonly headers: readonly string[];
  cells(row: ExportRow<Group>): readonly OutCell[];
}

const whose = () => [m.volunteers_number(), m.volunteers_name()];

const columnsOf: { readonly [Group in ExportGroup]: (townName: Words) => Columns<Group> } = {
  basic: (townName) => {
    const [services, skills, statuses] = [serviceLabel, skillLabel, volunteerStatusLabel].map(inWords) as [
      Words,
      Words,
      Words,
    ];
    const sexes: Words = { male: m.people_sex_male(), female: m.people_sex_female() };
    const [card, mark] = [m.volunteers_export_identity_card(), m.reports_list_mark()];
    const list = (codes: readonly string[], words: Words) => codes.map((code) => words[code]).join(mark);
    return {
      headers: [
        ...whose(),
        m.volunteers_export_sex(),
        m.volunteers_export_birth_date(),
        m.volunteers_export_document(),
        m.volunteers_identity_number(),
        m.volunteers_export_area(),
        m.volunteers_phone(),
        m.volunteers_skills(),
        m.volunteers_services(),
        m.volunteers_registered_on(),
        m.volunteers_status(),
      ],
      cells: (row) => [
        row.number,
        row.name,
        sexes[row.sex] ?? row.sex,
        row.birthDate,
        card,
        row.identityNumber,
        [townName[row.townCode] ?? row.townCode, row.village ?? ''].join(''),
        row.phone,
        list(row.skills, skills),
        list(row.serviceKinds, services),
        row.registeredOn,
        statuses[row.status] ?? row.status,
      ],
    };
  },
  service: () => {
    const services = inWords(serviceLabel);
    return {
      headers: [
        ...whose(),
        m.volunteers_service_title(),
        m.volunteers_service_on(),
        m.volunteers_place(),
        m.volunteers_activity(),
        m.volunteers_service_content(),
        m.volunteers_export_hours(),
        m.volunteers_export_minutes(),
        m.volunteers_record_organiser(),
        m.volunteers_service_in_charge(),
        m.volunteers_export_recorded_on(),
      ],
      cells: (row) => [
        row.number,
        row.name,
        row.title ?? services[row.activity] ?? row.activity,
        row.servedOn,
        row.place,
        services[row.activity] ?? row.activity,
        row.content,
        hours(row.minutes),
        row.minutes,
        row.organiser,
        row.inCharge,
        dateOf(row.recordedAt),
      ],
    };
  },
  training: () => {
    const results = inWords(resultLabel);
    return {
      headers: [
        ...whose(),
        m.volunteers_course(),
        m.volunteers_course_content(),
        m.volunteers_export_hours(),
        m.volunteers_export_minutes(),
        m.volunteers_record_organiser(),
        m.volunteers_course_on(),
        m.volunteers_course_result(),
      ],
      cells: (row) => [
        row.number,
        row.name,
        row.course,
        row.content,
        hours(row.minutes),
        row.minutes,
        row.organiser,
        row.heldOn,
        results[row.result] ?? row.result,
      ],
    };
  },
  award: () => ({
    headers: [...whose(), m.volunteers_award_name(), m.volunteers_award_on(), m.volunteers_award_by()],
    cells: (row) => [row.number, row.name, row.award, row.grantedOn, row.grantedBy],
  }),
  evaluation: () => {
    const sides = inWords(evaluatorLabel);
    return {
      headers: [
        ...whose(),
        m.volunteers_evaluation_rating(),
        m.volunteers_record_on(),
        m.volunteers_evaluation_by(),
        m.volunteers_evaluation_comment(),
      ],
      cells: (row) => [
        row.number,
        row.name,
        row.rating,
        row.evaluatedOn,
        sides[row.saidBy] ?? row.saidBy,
        row.comment,
      ],
    };
  },
};

/** The records of a group as a file; CSV is sent while it is read, however long it is. */
export async function exportFile<Group extends ExportGroup>(
  actor: Actor,
  { group, format }: { group: Group; format: 'csv' | 'xlsx' },
): Promise<Response> {
  const towns = await listTowns(actor);
  // In Chinese whoever asks: the national system reads these files.
  const { headers, cells, title } = inLocale('zh-CN', () => ({
    ...columnsOf[group](Object.fromEntries(towns.map(({ code, name }) => [code, name]))),
    title: groupLabel[group](),
  }));
  const file = `volunteers-${group}-${dateOf(actor.at ?? new Date())}.${format}`;
  const rows = async function* () {
    for await (const row of exportRows(actor, group)) yield cells(row);
  };
  const answer = (body: BodyInit, type: string) =>
    new Response(body, {
      headers: {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="${file}"`,
        'Cache-Control': 'no-store',
      },
    });
  if (format === 'csv') return answer(csvStream(headers, rows()), 'text/csv; charset=utf-8');
  const all: (readonly OutCell[])[] = [];
  for await (const row of rows()) all.push(row);
  const book = await writeXlsx({ headers, rows: all }, title);
  return answer(new Uint8Array(book), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
}

export const groupLabel: Record<ExportGroup, () => string> = {
  basic: m.volunteers_export_basic,
  service: m.volunteers_export_service,
  training: m.volunteers_export_training,
  award: m.volunteers_export_award,
  evaluation: m.volunteers_export_evaluation,
};
