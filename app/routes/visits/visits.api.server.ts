import { z } from 'zod';
import { civilDate, minutesOf, timeOfDay } from '~/domain/kernel/inputs';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { acceptAssignment, declineAssignment } from '~/domain/visits/answer-assignment';
import { cancelNeed, closeLapsed, endSeries } from '~/domain/visits/cancel-need';
import { changeNeed } from '~/domain/visits/change-need';
import { changeSeries, foreseeSeriesChange } from '~/domain/visits/change-series';
import { giveBackVisit, moveVisit, releaseVolunteer } from '~/domain/visits/change-visit';
import { checkIn, checkOut } from '~/domain/visits/check-in';
import {
  changeVisitSettings,
  findPaperCode,
  findScreenCode,
  findVisitSettings,
  listCodePlaces,
  printCode,
} from '~/domain/visits/codes';
import { discardPlan } from '~/domain/visits/discard-plan';
import { excludeVolunteer, exclusionScopes, liftVolunteerExclusion } from '~/domain/visits/exclude-volunteer';
import { findVisit, listSubstitutes, listVacancies } from '~/domain/visits/find-substitutes';
import { listUnclosed } from '~/domain/visits/list-unclosed';
import {
  comparePlans,
  findNeed,
  findOwnAssignment,
  findPlan,
  findSeries,
  listAssignments,
  listExclusions,
  listFirsts,
  listNeeds,
  listOwnAssignments,
  listPlanAssignments,
  listPlans,
  listPlanUnmet,
  listSeries,
  listTeamVisits,
  listVisitsOf,
} from '~/domain/visits/list-visits';
import { fixVisit, placeVisit } from '~/domain/visits/place-visit';
import { findPlanDay, findPlanPlaces } from '~/domain/visits/plan-day';
import { planningRules } from '~/domain/visits/planning/week.rules';
import { changePlanningSettings, findPlanningSettings } from '~/domain/visits/planning-settings';
import { publishPlan } from '~/domain/visits/publish-plan';
import { markMissed, recordAttendance } from '~/domain/visits/record-attendance';
import { foreseeSeries } from '~/domain/visits/repetition';
import { replan, requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { revealAddress } from '~/domain/visits/reveal-address';
import { stopPlan } from '~/domain/visits/stop-plan';
import { acceptOffer, askSubstitute, declineOffer, listOwnOffers } from '~/domain/visits/substitute-offers';
import { surveyForm } from '~/domain/visits/survey.rules';
import { listSurveysOf, revealSurvey } from '~/domain/visits/surveys';
import { seriesChangeForm } from '~/domain/visits/visit.forms';
import { weighMove } from '~/domain/visits/weigh-move';
import { m } from '~/words/generated/messages';
import { asList, endpoint, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { codeAddress, codePicture } from './code-picture.server';

const whole = <Row>(items: readonly Row[]) => ({ items: [...items], next: null });

const needShape = z.object({
  id: z.uuid(),
  place: z.string(),
  townCode: z.string(),
  serviceKind: z.string(),
  skill: z.string().nullable(),
  durationMinutes: z.int(),
  volunteersNeeded: z.int(),
  outline: z.string(),
  status: z.string(),
  /** Still open, and all its times are over: it is closed with a reason or given new times. */
  lapsed: z.boolean(),
  /** 1 urgent, 2 normal, 3 when possible. */
  priority: z.int(),
  personId: z.uuid().nullable(),
  householdId: z.uuid().nullable(),
  sameVolunteers: z.boolean(),
  afterNeedId: z.uuid().nullable(),
  afterMinMinutes: z.int().nullable(),
  afterMaxMinutes: z.int().nullable(),
  seriesId: z.uuid().nullable(),
  cancelReason: z.string().nullable(),
  requestedAt: instantShape,
  windows: z.array(z.object({ date: z.string(), fromMinute: z.int(), untilMinute: z.int() })),
});

/** Minutes after midnight. */
const timesShape = z.object({ fromMinute: z.int(), untilMinute: z.int() });

/** How a series comes back. */
const ruleShape = z.object({
  rrule: z.string(),
  /** Days of the rule on which nobody comes. */
  leftOut: z.array(z.string()),
  startsOn: z.string(),
  windows: z.array(timesShape),
  durationMinutes: z.int(),
});

/** A series among others. */
const runningShape = ruleShape.omit({ windows: true }).extend({
  id: z.uuid(),
  outline: z.string(),
  place: z.string(),
  townCode: z.string(),
  serviceKind: z.string(),
  /** Null: its rule names no day any more. */
  nextOn: z.string().nullable(),
});

const seriesDayShape = z.object({
  id: z.uuid(),
  on: z.string(),
  /** The promised visit, and how many volunteers are to come. */
  visit: z
    .object({ visitId: z.uuid(), startsAt: instantShape, endsAt: instantShape, coming: z.int() })
    .optional(),
});

const exclusionShape = z.object({
  id: z.uuid(),
  volunteerId: z.uuid(),
  volunteerNumber: z.string(),
  scope: z.enum(exclusionScopes),
  reason: z.string(),
  addedAt: instantShape,
  addedBy: z.string(),
});

const planShape = z.object({
  id: z.uuid(),
  fromDate: z.string(),
  /** The day after the last one. */
  untilDate: z.string(),
  status: z.string(),
  requestedAt: instantShape,
  /** Percent of the search that is done. */
  progress: z.int(),
  /** Needs that it cannot meet. */
  unmetCount: z.int(),
  /** The search was ended before it was through: by somebody, or because it took too long. The plan is the best until then. */
  endedEarly: z
    .object({ how: z.enum(['stopped', 'out-of-time']), at: instantShape, by: z.string().nullable() })
    .nullable(),
});

/** A visit as a plan has it; null where it does not. */
const plannedShape = z.object({ startsAt: instantShape, endsAt: instantShape }).nullable();

const assignmentShape = z.object({
  assignmentId: z.uuid(),
  visitId: z.uuid(),
  needId: z.uuid(),
  volunteerId: z.uuid(),
  status: z.string(),
  startsAt: instantShape,
  endsAt: instantShape,
  travelMinutes: z.int(),
  serviceKind: z.string(),
  place: z.string(),
  outline: z.string(),
  checkedInAt: instantShape.nullable(),
  checkedOutAt: instantShape.nullable(),
});

const visitShape = z.object({
  id: z.uuid(),
  needId: z.uuid(),
  status: z.string(),
  startsAt: instantShape,
  endsAt: instantShape,
  place: z.string(),
  outline: z.string(),
  volunteersNeeded: z.int(),
  lacking: z.int(),
  assignments: z.array(
    assignmentShape.extend({
      /** How it was shown: `screen`, `paper`, `place`, `coordinator`; leaving also `unproven`. */
      checkedInBy: z.string().nullable(),
      checkedOutBy: z.string().nullable(),
      /** Metres from the point of the need, when shown by place. */
      checkInMetres: z.int().nullable(),
    }),
  ),
  offers: z.array(
    z.object({ id: z.uuid(), volunteerId: z.uuid(), status: z.string(), askedAt: instantShape }),
  ),
});

const visitsOfShape = z.object({
  open: z.array(
    z.object({ id: z.uuid(), serviceKind: z.string(), outline: z.string(), requestedAt: instantShape }),
  ),
  next: z.array(assignmentShape),
  past: z.array(assignmentShape),
});

/** What one volunteer at one visit costs: minutes, and all of it weighed against minutes on the way. */
const costShape = z.object({
  way: z.int(),
  wait: z.int(),
  late: z.int(),
  stranger: z.boolean(),
  changed: z.boolean(),
  total: z.int(),
});

/** A volunteer asked about a visit at a time; `rule` stops them. */
const candidateShape = z.object({
  volunteerId: z.uuid(),
  rule: z.enum(planningRules).nullable(),
  travelMinutes: z.int(),
  cost: costShape,
});

const plannedAssignmentShape = assignmentShape.extend({
  /** Plans leave it where it is. */
  fixed: z.boolean(),
  /** Null where it is not known: the visit was arranged without a plan. */
  cost: costShape.nullable(),
  /** Who would have come otherwise at the same time, and for how much more; null when nobody else could, or it is not known. */
  next: z.object({ volunteerId: z.uuid(), travelMinutes: z.int(), extraCost: z.int() }).nullable(),
});

const codeShape = z.object({
  code: z.string(),
  /** What the picture says: whoever opens it checks in with the code. */
  address: z.string(),
  /** QR code, an SVG. */
  picture: z.string(),
});

const shownCode = (code: string) => ({ code, address: codeAddress(code), picture: codePicture(code) });

const daysOfPlanShape = z.object({
  /** The day that is shown: the first one of the plan where another was asked for. */
  date: z.string(),
  days: z.array(z.string()),
});

const pointShape = z.object({ latitude: z.number(), longitude: z.number() });

const answered = z.object({ assignmentId: z.uuid() });

export const visitEndpoints = [
  endpoint({
    method: 'GET',
    path: '/visit-needs',
    permission: listNeeds.permission,
    summary: m.visits_api_list_needs,
    query: pagingQuery.extend({
      /** `lapsed` are open needs whose times are over, `open` the others. */
      status: z.enum(['open', 'lapsed', 'planned', 'done', 'cancelled']).optional(),
      townCode: z.string().max(9).optional(),
      /** Words that all stand in outline, place or name of who is visited. */
      search: z.string().max(60).optional(),
    }),
    response: listOf(needShape),
    handle: async ({ actor, query }) => asList(await listNeeds(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-series-days',
    permission: foreseeSeries.permission,
    summary: m.visits_api_series_days,
    query: z.object({
      startsOn: civilDate('INPUT.MISSING'),
      repeat: z.string().max(200).optional(),
      repeatUntil: civilDate().optional(),
    }),
    response: z.object({ rrule: z.string().nullable(), days: z.array(z.string()), more: z.boolean() }),
    handle: ({ actor, query }) => foreseeSeries(actor, query),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-pair-firsts',
    permission: listFirsts.permission,
    summary: m.visits_api_firsts,
    query: z.object({
      words: z.string().max(60).optional(),
      personId: z.uuid().optional(),
      householdId: z.uuid().optional(),
      townCode: z.string().max(12).optional(),
      needId: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
    }),
    response: z.object({
      items: z.array(
        needShape
          .pick({ id: true, outline: true, place: true, townCode: true })
          .extend({ window: needShape.shape.windows.element }),
      ),
      /** There are others that fit too. */
      more: z.boolean(),
    }),
    handle: async ({ actor, query }) => {
      const { rows, more } = await listFirsts(actor, query);
      return { items: rows, more };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/visit-needs',
    permission: requestVisit.permission,
    summary: m.visits_api_request,
    body: requestVisit.input,
    status: 201,
    response: z.object({ needId: z.uuid().nullable(), created: z.boolean(), seriesId: z.uuid().nullable() }),
    handle: ({ actor, body }) => requestVisit(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-needs/:needId',
    permission: findNeed.permission,
    summary: m.visits_api_find_need,
    response: needShape.extend({
      series: z
        .object({
          id: z.uuid(),
          rrule: z.string(),
          /** Days of the rule on which nobody comes. */
          leftOut: z.array(z.string()),
          startsOn: z.string(),
          status: z.string(),
        })
        .optional(),
      /** Those who came before, where they are wished for again; `times` is 0 for those who are promised to come and have not yet. */
      volunteersBefore: z.array(z.object({ volunteerId: z.uuid(), times: z.int() })),
    }),
    handle: ({ actor, params }) => findNeed(actor, params),
  }),
  endpoint({
    method: 'PUT',
    path: '/visit-needs/:needId',
    permission: changeNeed.permission,
    summary: m.visits_api_change_need,
    body: changeNeed.input.omit({ needId: true }),
    response: z.object({ needId: z.uuid() }),
    handle: ({ actor, params, body }) => changeNeed(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-needs/:needId/cancellation',
    permission: cancelNeed.permission,
    summary: m.visits_api_cancel_need,
    body: cancelNeed.input.omit({ needId: true }),
    response: z.object({ needId: z.uuid() }),
    handle: ({ actor, params, body }) => cancelNeed(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/lapsed-visit-needs/closure',
    permission: closeLapsed.permission,
    summary: m.visits_api_close_lapsed,
    body: closeLapsed.input,
    response: z.object({ needs: z.int() }),
    handle: ({ actor, body }) => closeLapsed(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-series',
    permission: listSeries.permission,
    summary: m.visits_api_series_list,
    query: pagingQuery,
    response: listOf(runningShape),
    handle: async ({ actor, query }) => asList(await listSeries(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-series/:seriesId',
    permission: findSeries.permission,
    summary: m.visits_api_series,
    response: ruleShape.extend({
      id: z.uuid(),
      outline: z.string(),
      place: z.string(),
      townCode: z.string(),
      serviceKind: z.string(),
      status: z.enum(['active', 'ended']),
      endReason: z.string().nullable(),
      /** The next day of it, also where none is made yet. */
      nextOn: z.string().nullable(),
      /** From today on; but for those that a change of the rule took away. */
      days: z.array(seriesDayShape.extend({ status: z.string(), lapsed: z.boolean() })),
    }),
    handle: ({ actor, params }) => findSeries(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-series/:seriesId/change-foreseen',
    permission: foreseeSeriesChange.permission,
    summary: m.visits_api_foresee_change,
    body: seriesChangeForm.omit({ seriesId: true }),
    response: z.object({
      rule: ruleShape,
      /** Taken back, with the promised visits. */
      fallsAway: z.array(seriesDayShape),
      made: z.array(z.string()),
      /** Open ones that get the new times. */
      retimed: z.array(seriesDayShape),
      /** As they are: `promised` ones at their time, those past or under way, and `cancelled` ones, which do not come again. */
      stays: z.array(
        seriesDayShape.extend({ state: z.enum(['open', 'over', 'promised', 'begun', 'done', 'cancelled']) }),
      ),
      /** The first days of the rule from the change on, and whether more follow. */
      days: z.array(z.string()),
      more: z.boolean(),
      /** Names this outcome: the change is asked for with it. */
      seen: z.string(),
    }),
    handle: ({ actor, params, body }) => foreseeSeriesChange(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-series/:seriesId/change',
    permission: changeSeries.permission,
    summary: m.visits_api_change_series,
    body: changeSeries.input.omit({ seriesId: true }),
    response: z.object({ seriesId: z.uuid(), fellAway: z.int(), made: z.int(), retimed: z.int() }),
    handle: ({ actor, params, body }) => changeSeries(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-series/:seriesId/end',
    permission: endSeries.permission,
    summary: m.visits_api_end_series,
    body: endSeries.input.omit({ seriesId: true }),
    response: z.object({ seriesId: z.uuid(), needs: z.int() }),
    handle: ({ actor, params, body }) => endSeries(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-needs/:needId/exclusions',
    permission: listExclusions.permission,
    summary: m.visits_api_exclusions,
    response: listOf(exclusionShape),
    handle: async ({ actor, params }) => whole(await listExclusions(actor, params)),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-needs/:needId/exclusions',
    permission: excludeVolunteer.permission,
    summary: m.visits_api_exclude,
    body: excludeVolunteer.input.omit({ needId: true }),
    status: 201,
    response: z.object({ needId: z.uuid(), volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => excludeVolunteer(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-needs/:needId/exclusions/:exclusionId/end',
    permission: liftVolunteerExclusion.permission,
    summary: m.visits_api_lift,
    response: z.object({ needId: z.uuid() }),
    handle: ({ actor, params }) => liftVolunteerExclusion(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/visits',
    permission: listVisitsOf.permission,
    summary: m.visits_api_of_person,
    response: visitsOfShape.extend({
      /** Visits to the whole household that they belong to today. */
      household: visitsOfShape.extend({ id: z.uuid() }).optional(),
    }),
    handle: ({ actor, params }) => listVisitsOf(actor, { personId: params.personId }),
  }),
  endpoint({
    method: 'GET',
    path: '/team-visits',
    permission: listTeamVisits.permission,
    summary: m.visits_api_team,
    response: listOf(assignmentShape),
    handle: async ({ actor }) => whole(await listTeamVisits(actor)),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans',
    permission: listPlans.permission,
    summary: m.visits_api_list_plans,
    response: listOf(planShape),
    handle: async ({ actor }) => whole(await listPlans(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-plans',
    permission: requestPlan.permission,
    summary: m.visits_api_request_plan,
    body: requestPlan.input,
    status: 202,
    response: z.object({ planId: z.uuid() }),
    handle: ({ actor, body }) => requestPlan(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans/:planId',
    permission: findPlan.permission,
    summary: m.visits_api_find_plan,
    response: planShape.extend({ visits: z.int() }),
    handle: ({ actor, params }) => findPlan(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans/:planId/assignments',
    permission: listPlanAssignments.permission,
    summary: m.visits_api_plan_assignments,
    query: pagingQuery.extend({ date: civilDate().optional() }),
    response: listOf(plannedAssignmentShape),
    handle: async ({ actor, params, query }) => {
      const page = await listPlanAssignments(actor, { ...params, ...query });
      if (!page) return undefined;
      const rows = page.rows.map(({ explanation: { cost, next }, ...row }) => ({
        ...row,
        cost: cost ?? null,
        // Plans of before did not keep the difference.
        next: next ? { ...next, extraCost: next.extraCost ?? 0 } : null,
      }));
      return asList({ ...page, rows });
    },
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans/:planId/board',
    permission: findPlanDay.permission,
    summary: m.visits_api_board,
    query: z.object({
      date: civilDate().optional(),
      townCode: z.string().max(12).optional(),
      after: z.string().max(10).optional(),
    }),
    response: daysOfPlanShape.extend({
      /** A lane for each volunteer, those with visits first. */
      lanes: z.array(
        z.object({
          volunteerId: z.uuid(),
          /** When they have time that day. */
          slots: z.array(timesShape),
          stops: z.array(
            timesShape.extend({
              visitId: z.uuid(),
              travelMinutes: z.int(),
              outline: z.string(),
              place: z.string(),
              fixed: z.boolean(),
              status: z.string(),
            }),
          ),
        }),
      ),
      next: z.string().nullable(),
    }),
    handle: async ({ actor, params, query: { date, ...query } }) => {
      const day = await findPlanDay(actor, { ...params, ...query, ...(date ? { date } : {}) });
      return (
        day && {
          ...day,
          lanes: day.lanes.map((lane) => ({ ...lane, slots: [...lane.slots], stops: [...lane.stops] })),
          next: day.next ?? null,
        }
      );
    },
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans/:planId/map',
    permission: findPlanPlaces.permission,
    summary: m.visits_api_map,
    query: z.object({ date: civilDate().optional() }),
    response: daysOfPlanShape.extend({
      /** The visits of each volunteer that day, in their order; nobody's home is among the points. */
      rounds: z.array(
        z.object({
          volunteerId: z.uuid(),
          visits: z.array(
            pointShape.extend({
              visitId: z.uuid(),
              place: z.string(),
              startsAt: instantShape,
              endsAt: instantShape,
            }),
          ),
        }),
      ),
      /** Needs that the whole plan leaves open. */
      open: z.array(pointShape.extend({ id: z.uuid(), outline: z.string(), place: z.string() })),
      /** Longest way from a home to a visit, in minutes, as the settings have it. */
      radiusMinutes: z.int(),
    }),
    handle: async ({ actor, params, query: { date } }) => {
      const found = await findPlanPlaces(actor, { ...params, ...(date ? { date } : {}) });
      return (
        found && {
          ...found,
          rounds: found.rounds.map((visits) => ({ volunteerId: visits[0]?.volunteerId ?? '', visits })),
        }
      );
    },
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans/:planId/unmet',
    permission: listPlanUnmet.permission,
    summary: m.visits_api_plan_unmet,
    query: pagingQuery,
    response: listOf(z.object({ needId: z.uuid(), stoppedBy: z.record(z.string(), z.int()) })),
    handle: async ({ actor, params, query }) => {
      const page = await listPlanUnmet(actor, { ...params, ...query });
      return page && asList(page);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans/:planId/comparison/:withId',
    permission: comparePlans.permission,
    summary: m.visits_api_compare_plans,
    query: z.object({ limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50) }),
    response: z.object({
      visitsHere: z.int(),
      visitsThere: z.int(),
      differing: z.int(),
      rows: z.array(z.object({ needId: z.uuid(), here: plannedShape, there: plannedShape })),
    }),
    handle: ({ actor, params, query }) => comparePlans(actor, { ...params, ...query }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-plans/:planId/replanning',
    permission: replan.permission,
    summary: m.visits_api_replan,
    status: 202,
    response: z.object({ planId: z.uuid() }),
    handle: ({ actor, params }) => replan(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/proposed-visits/:visitId/candidates',
    permission: weighMove.permission,
    summary: m.visits_api_weigh_move,
    query: z.object({ date: civilDate(), from: timeOfDay() }),
    response: z.object({ candidates: z.array(candidateShape) }),
    handle: ({ actor, params, query: { date, from } }) =>
      weighMove(actor, { visitId: params.visitId, date, fromMinute: minutesOf(from) }),
  }),
  endpoint({
    method: 'POST',
    path: '/proposed-visits/:visitId/place',
    permission: placeVisit.permission,
    summary: m.visits_api_place_visit,
    body: placeVisit.input.omit({ visitId: true }),
    response: z.object({ visitId: z.uuid(), planId: z.uuid() }),
    handle: ({ actor, params, body }) => placeVisit(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/proposed-visits/:visitId/fixing',
    permission: fixVisit.permission,
    summary: m.visits_api_fix_visit,
    body: fixVisit.input.omit({ visitId: true }),
    response: z.object({ visitId: z.uuid(), planId: z.uuid() }),
    handle: ({ actor, params, body }) => fixVisit(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-plans/:planId/stop',
    permission: stopPlan.permission,
    summary: m.visits_api_stop_plan,
    response: z.object({ planId: z.uuid() }),
    handle: ({ actor, params }) => stopPlan(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-plans/:planId/discarding',
    permission: discardPlan.permission,
    summary: m.visits_api_discard_plan,
    response: z.object({ planId: z.uuid() }),
    handle: ({ actor, params }) => discardPlan(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-plans/:planId/publication',
    permission: publishPlan.permission,
    summary: m.visits_api_publish_plan,
    response: z.object({ planId: z.uuid(), visits: z.int() }),
    handle: ({ actor, params }) => publishPlan(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-vacancies',
    permission: listVacancies.permission,
    summary: m.visits_api_vacancies,
    response: listOf(
      z.object({
        visitId: z.uuid(),
        startsAt: instantShape,
        endsAt: instantShape,
        place: z.string(),
        outline: z.string(),
        volunteersNeeded: z.int(),
        standing: z.int(),
      }),
    ),
    handle: async ({ actor }) => whole(await listVacancies(actor)),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-assignments',
    permission: listAssignments.permission,
    summary: m.visits_api_assignments,
    query: pagingQuery.extend({
      from: civilDate('INPUT.MISSING'),
      /** The day after the last one. */
      until: civilDate('INPUT.MISSING'),
      townCode: z.string().max(12).optional(),
    }),
    response: listOf(assignmentShape),
    handle: async ({ actor, query }) => asList(await listAssignments(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/unclosed-visits',
    permission: listUnclosed.permission,
    summary: m.visits_api_unclosed,
    query: pagingQuery,
    response: listOf(
      z.object({
        visitId: z.uuid(),
        assignmentId: z.uuid(),
        needId: z.uuid(),
        volunteerId: z.uuid(),
        place: z.string(),
        outline: z.string(),
        startsAt: instantShape,
        endsAt: instantShape,
        checkedInAt: instantShape.nullable(),
        /** Last day on which the hours are recorded in time. */
        dueOn: z.string(),
        late: z.boolean(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listUnclosed(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/visits/:visitId',
    permission: findVisit.permission,
    summary: m.visits_api_visit,
    response: visitShape,
    handle: ({ actor, params }) => findVisit(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/visits/:visitId/substitutes',
    permission: listSubstitutes.permission,
    summary: m.visits_api_substitutes,
    response: z.object({
      free: z.int(),
      stoppedBy: z.record(z.string(), z.int()),
      substitutes: z.array(
        z.object({
          volunteerId: z.uuid(),
          number: z.string(),
          travelMinutes: z.int(),
          knownThere: z.boolean(),
          promisedMinutes: z.int(),
          offer: z.string().nullable(),
        }),
      ),
    }),
    handle: ({ actor, params }) => listSubstitutes(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/visits/:visitId/offers',
    permission: askSubstitute.permission,
    summary: m.visits_api_ask,
    body: askSubstitute.input.omit({ visitId: true }),
    status: 201,
    response: z.object({ offerId: z.uuid() }),
    handle: ({ actor, params, body }) => askSubstitute(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visits/:visitId/moving',
    permission: moveVisit.permission,
    summary: m.visits_api_move,
    body: moveVisit.input.omit({ visitId: true }),
    response: z.object({ visitId: z.uuid() }),
    handle: ({ actor, params, body }) => moveVisit(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visits/:visitId/return',
    permission: giveBackVisit.permission,
    summary: m.visits_api_give_back,
    body: giveBackVisit.input.omit({ visitId: true }),
    response: z.object({ visitId: z.uuid(), needId: z.uuid() }),
    handle: ({ actor, params, body }) => giveBackVisit(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-assignments/:assignmentId/release',
    permission: releaseVolunteer.permission,
    summary: m.visits_api_release,
    body: releaseVolunteer.input.omit({ assignmentId: true }),
    response: answered,
    handle: ({ actor, params, body }) => releaseVolunteer(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/check-in-places',
    permission: listCodePlaces.permission,
    summary: m.visits_api_check_in_places,
    response: listOf(z.object({ townCode: z.string(), place: z.string() })),
    handle: async ({ actor }) => whole(await listCodePlaces(actor)),
  }),
  endpoint({
    method: 'GET',
    path: '/check-in-code',
    permission: findScreenCode.permission,
    summary: m.visits_api_screen_code,
    query: z.object({ townCode: z.string().min(1).max(12), place: z.string().min(1).max(60) }),
    response: codeShape,
    handle: async ({ actor, query }) => shownCode(await findScreenCode(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-needs/:needId/code',
    permission: findPaperCode.permission,
    summary: m.visits_api_paper_code,
    response: codeShape,
    handle: async ({ actor, params }) => {
      const code = await findPaperCode(actor, params);
      return code ? shownCode(code) : undefined;
    },
  }),
  endpoint({
    method: 'POST',
    path: '/visit-needs/:needId/code',
    permission: printCode.permission,
    summary: m.visits_api_print_code,
    status: 201,
    response: z.object({ needId: z.uuid() }),
    handle: ({ actor, params }) => printCode(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-settings',
    permission: findVisitSettings.permission,
    summary: m.visits_api_settings,
    response: changeVisitSettings.input,
    handle: ({ actor }) => findVisitSettings(actor),
  }),
  endpoint({
    method: 'PUT',
    path: '/visit-settings',
    permission: changeVisitSettings.permission,
    summary: m.visits_api_change_settings,
    body: changeVisitSettings.input,
    response: changeVisitSettings.input,
    handle: ({ actor, body }) => changeVisitSettings(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/planning-settings',
    permission: findPlanningSettings.permission,
    summary: m.visits_api_planning,
    response: changePlanningSettings.input,
    handle: ({ actor }) => findPlanningSettings(actor),
  }),
  endpoint({
    method: 'PUT',
    path: '/planning-settings',
    permission: changePlanningSettings.permission,
    summary: m.visits_api_change_planning,
    body: changePlanningSettings.input,
    response: changePlanningSettings.input,
    handle: ({ actor, body }) => changePlanningSettings(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-assignments/:assignmentId/attendance',
    permission: recordAttendance.permission,
    summary: m.visits_api_attendance,
    body: recordAttendance.input.omit({ assignmentId: true }),
    response: answered,
    handle: ({ actor, params, body }) => recordAttendance(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-assignments/:assignmentId/absence',
    permission: markMissed.permission,
    summary: m.visits_api_missed,
    body: markMissed.input.omit({ assignmentId: true }),
    response: answered,
    handle: ({ actor, params, body }) => markMissed(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/surveys',
    permission: listSurveysOf.permission,
    summary: m.visits_api_surveys,
    response: listOf(z.object({ id: z.uuid(), recordedAt: instantShape, version: z.int() })),
    handle: async ({ actor, params }) => whole(await listSurveysOf(actor, { personId: params.personId })),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-surveys/:surveyId/reveal',
    permission: revealSurvey.permission,
    summary: m.visits_api_reveal_survey,
    body: revealSurvey.input.omit({ surveyId: true }),
    response: z.object({ surveyId: z.uuid(), version: z.int(), answers: surveyForm }),
    handle: ({ actor, params, body }) => revealSurvey(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/own-offers',
    permission: listOwnOffers.permission,
    summary: m.visits_api_own_offers,
    response: listOf(
      z.object({
        id: z.uuid(),
        status: z.string(),
        startsAt: instantShape,
        endsAt: instantShape,
        place: z.string(),
        outline: z.string(),
        travelMinutes: z.int(),
      }),
    ),
    handle: async ({ actor }) => whole(await listOwnOffers(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/own-offers/:offerId/acceptance',
    permission: acceptOffer.permission,
    summary: m.visits_api_accept_offer,
    response: z.object({ state: z.enum(['accepted', 'standby']), assignmentId: z.uuid().nullable() }),
    handle: ({ actor, params }) => acceptOffer(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/own-offers/:offerId/refusal',
    permission: declineOffer.permission,
    summary: m.visits_api_decline_offer,
    response: z.object({ offerId: z.uuid() }),
    handle: ({ actor, params }) => declineOffer(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/own-visits',
    permission: listOwnAssignments.permission,
    summary: m.visits_api_own,
    response: listOf(assignmentShape),
    handle: async ({ actor }) => whole(await listOwnAssignments(actor)),
  }),
  endpoint({
    method: 'GET',
    path: '/own-visits/:assignmentId',
    permission: findOwnAssignment.permission,
    summary: m.visits_api_own_one,
    response: assignmentShape.extend({
      /** How many others are asked to come or come; nobody is named. */
      othersComing: z.int(),
    }),
    handle: ({ actor, params }) => findOwnAssignment(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/acceptance',
    permission: acceptAssignment.permission,
    summary: m.visits_api_accept,
    response: answered,
    handle: ({ actor, params }) => acceptAssignment(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/refusal',
    permission: declineAssignment.permission,
    summary: m.visits_api_decline,
    body: declineAssignment.input.omit({ assignmentId: true }),
    response: answered,
    handle: ({ actor, params, body }) => declineAssignment(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/address',
    permission: revealAddress.permission,
    summary: m.visits_api_address,
    response: z.object({ address: z.string().nullable() }),
    handle: ({ actor, params }) => revealAddress(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/check-in',
    permission: checkIn.permission,
    summary: m.visits_api_check_in,
    body: checkIn.input.omit({ assignmentId: true }),
    response: answered,
    handle: ({ actor, params, body }) => checkIn(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/check-out',
    permission: checkOut.permission,
    summary: m.visits_api_check_out,
    body: checkOut.input.omit({ assignmentId: true }),
    response: answered.extend({ minutes: z.int(), counted: z.int() }),
    handle: ({ actor, params, body }) => checkOut(actor, { ...body, ...params }),
  }),
];
