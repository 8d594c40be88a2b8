import { readCalendar } from '~/domain/visits/read-calendar';
import { calendarStatus } from '~/domain/visits/visit.rules';
import { writeCalendar } from '~/platform/calendar/write-calendar';
import { env } from '~/platform/env';
import { notFound, publicPage } from '~/routes/authorised.server';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

/** What the secret of a calendar looks like; anything else is not looked for. */
const FILE = /^([A-Za-z0-9_-]{43})\.ics$/;

/** The private calendar of a volunteer, for calendar programs that fetch it again and again. */
export const loader = publicPage(async ({ param, context }) => {
  const secret = FILE.exec(param('file'))?.[1];
  const entries = secret && (await readCalendar({ secret, requestId: context.requestId }));
  if (!entries) throw notFound();
  const { appOrigin } = env();
  const host = new URL(appOrigin).hostname;
  const text = writeCalendar({
    name: m.volunteers_calendar_name(),
    entries: entries.map(({ assignmentId, status, serviceKind, place, ...entry }) => ({
      ...entry,
      uid: `${assignmentId}@${host}`,
      status: calendarStatus(status),
      summary: m.volunteers_calendar_summary({ service: serviceText(serviceKind) }),
      description: m.volunteers_calendar_description(),
      location: place,
      url: `${appOrigin}/my/visits/${assignmentId}`,
    })),
  });
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="visits.ics"',
      'Cache-Control': 'private, no-cache',
      'X-Robots-Tag': 'noindex',
    },
  });
});
