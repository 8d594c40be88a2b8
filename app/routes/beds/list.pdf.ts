import { bedStatuses } from '~/domain/beds/board.rules';
import { listBoard } from '~/domain/beds/list-board';
import { parsePlainDate } from '~/domain/kernel/plain-date';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { renderPdf } from '~/platform/pdf/render-pdf';
import { page } from '~/routes/authorised.server';
import { attributesText, kindLabel, sexRuleLabel, statusLabel } from '~/ui/beds/labels';
import { formatDate, formatEmpty, formatPercent } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** The bed list of a day on A4 or A3 across, with the name of whoever prints it over each sheet. */
export const loader = page('beds.view', async ({ actor, url }) => {
  const { on, buildings, counts, share } = await listBoard(actor, {
    on: parsePlainDate(url.searchParams.get('on') ?? ''),
  });
  const tenant = await getTenant(actor, {});
  const english = getLocale() === 'en';
  const printed = m.kit_printed_by({ name: actor.name });
  const rows = buildings.flatMap(({ name: building, floors }) =>
    [...floors]
      .reverse()
      .flatMap(({ name: floor, rooms }) =>
        rooms.flatMap((room) =>
          room.beds.map((bed) => [
            building,
            floor,
            room.name,
            bed.name,
            kindLabel[bed.kind](),
            sexRuleLabel[bed.sexRule](),
            attributesText(bed.attributes) || formatEmpty(),
            statusLabel[bed.status](),
            bed.personName ?? formatEmpty(),
            bed.leaves ?? bed.closedUntil ?? formatEmpty(),
          ]),
        ),
      ),
  );
  const pdf = await renderPdf({
    template: 'kit/list',
    data: {
      lang: english ? 'en' : 'zh',
      size: url.searchParams.get('paper') === 'a3' ? 'a3' : 'a4',
      flipped: true,
      title: m.beds_list_title(),
      head: english ? tenant.nameEn : tenant.name,
      foot: printed,
      demo: tenant.demo ? `${printed} ${m.kit_demo_data()}` : printed,
      facts: [
        [m.beds_on(), formatDate(on)],
        [m.beds_share_title(), formatPercent((share.percent ?? 0) / 100)],
        [
          m.beds_status(),
          bedStatuses
            .map((one) => m.beds_count_of({ status: statusLabel[one](), count: String(counts[one]) }))
            .join(m.reports_list_mark()),
        ],
      ],
      headings: [
        m.beds_building(),
        m.beds_floor(),
        m.beds_room(),
        m.beds_bed(),
        m.beds_kind(),
        m.beds_sex(),
        m.beds_attributes(),
        m.beds_status(),
        m.beds_occupant(),
        m.beds_until(),
      ],
      widths: [2, 1, 1, 1, 1, 1, 2, 1, 2, 2],
      rows,
    },
  });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="beds-${on}.pdf"`,
    },
  });
});
