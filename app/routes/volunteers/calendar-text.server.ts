import type { readCalendar } from '~/domain/visits/read-calendar';
import { calendarStatus } from '~/domain/visits/visit.rules';
import { writeCalendar } from '~/platform/calendar/write-calendar';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

/** The calendar of a volunteer as calendar programs read it (RFC 5545): one event for each assignment, under one UID for good. */
export const calendarText = (
  entries: NonNullable<Awaited<ReturnType<typeof readCalendar>>>,
  appOrigin: string,
): string =>
  writeCalendar({
    name: m.volunteers_calendar_name(),
    entries: entries.map(({ assignmentId, status, serviceKind, place, ...entry }) => ({
      ...entry,
      uid: `${assignmentId}@${new URL(appOrigin).hostname}`,
      status: calendarStatus(status),
      summary: m.volunteers_calendar_summary({ service: serviceText(serviceKind) }),
      description: m.volunteers_calendar_description(),
      location: place,
      url: `${appOrigin}/my/visits/${assignmentId}`,
    })),
  });
