import { readCalendar } from '~/domain/visits/read-calendar';
import { env } from '~/platform/env';
import { notFound, publicPage } from '~/routes/authorised.server';
import { demandWithin } from '../limited.server';
import { calendarText } from './calendar-text.server';

/** What the secret of a calendar looks like; anything else is not looked for. */
const FILE = /^([A-Za-z0-9_-]{43})\.ics$/;

/** Calendar programs ask a few times an hour; an office behind one address has many of them. */
const LIMIT = { use: 'calendar', ofAddress: 120, ofSecret: 30 };

/** The private calendar of a volunteer, for calendar programs that fetch it again and again. */
export const loader = publicPage(async (visit) => {
  const { param, context } = visit;
  await demandWithin(LIMIT, visit, param('file'));
  const secret = FILE.exec(param('file'))?.[1];
  const entries = secret && (await readCalendar({ secret, requestId: context.requestId }));
  if (!entries) throw notFound();
  return new Response(calendarText(entries, env().appOrigin), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="visits.ics"',
      'Cache-Control': 'private, no-cache',
      'X-Robots-Tag': 'noindex',
    },
  });
});
