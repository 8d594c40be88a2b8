import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { RoutingProblem, RoutingSolution } from '~/domain/visits/planning/routing.rules';
import { costOf } from '~/domain/visits/planning/routing.rules';
import { StartProblem } from '~/platform/start-problem';

/**
 * A problem of the daily home health care routing and scheduling problem (Mankowska, Meisel, Bierwirth 2014) in the
 * JSON of the iolab collection, and a solution in the form that its checkers read.
 */
export interface HomeCareProblem {
  readonly routing: RoutingProblem;
  /** Id of each carer, by the engine's number. */
  readonly carers: readonly string[];
  /** Patient and service of each visit, by the engine's number. */
  readonly visits: readonly { readonly patient: string; readonly service: string }[];
}

const id = z.string().min(1);
const minutes = z.number().nonnegative();
const row = z.number().int().nonnegative().optional();
const base = { id, distance_matrix_index: row };
/** Told, because leaving it out would solve another problem. */
const unsupported = z.undefined('is not part of this problem and cannot be kept').optional();

const fileShape = z.object({
  distances: z.array(z.array(minutes)).min(1),
  services: z.array(z.object({ id, default_duration: minutes.optional() })),
  central_offices: z.array(z.object(base)).min(1),
  departing_points: unsupported,
  caregivers: z.array(
    z.object({
      id,
      abilities: z.array(id),
      starting_point_id: id.optional(),
      departing_point: unsupported,
      working_shift: unsupported,
    }),
  ),
  patients: z.array(
    z.object({
      ...base,
      time_window: z.tuple([minutes, minutes]),
      required_caregivers: z
        .array(z.object({ service: id, duration: minutes.nullish() }))
        .min(1)
        .max(2),
      synchronization: z
        .discriminatedUnion('type', [
          z.object({ type: z.literal('simultaneous') }),
          z.object({ type: z.literal('sequential'), distance: z.tuple([minutes, minutes]) }),
        ])
        .nullish(),
      incompatible_caregivers: z.array(id).nullish(),
    }),
  ),
});

type HomeCareFile = z.infer<typeof fileShape>;

/** Reads a problem file. Throws a StartProblem that names everything that is wrong in it, each with its place. */
export async function readHomeCareProblem(path: string): Promise<HomeCareProblem> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (problem) {
    throw new StartProblem(`${path}: ${problem instanceof Error ? problem.message : 'unreadable'}`);
  }
  const result = parseHomeCareProblem(content);
  if (Array.isArray(result)) throw new StartProblem(result.map((wrong) => `${path}: ${wrong}`).join('\n'));
  return result;
}

/** The problem, or everything that is wrong with it. */
export function parseHomeCareProblem(content: unknown): HomeCareProblem | string[] {
  const parsed = fileShape.safeParse(content);
  if (!parsed.success) {
    return parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'file'}: ${message}`,
    );
  }
  const file = parsed.data;
  const wrong = contradictions(file);
  return wrong.length > 0 ? wrong : toRouting(file);
}

const durationOf = (
  file: HomeCareFile,
  need: HomeCareFile['patients'][number]['required_caregivers'][number],
) => need.duration ?? file.services.find((service) => service.id === need.service)?.default_duration;

function carersFor(file: HomeCareFile, patient: HomeCareFile['patients'][number], service: string): number[] {
  return file.caregivers.flatMap(({ id, abilities }, carer) =>
    abilities.includes(service) && !patient.incompatible_caregivers?.includes(id) ? [carer] : [],
  );
}

/** What no single field shows. */
function contradictions(file: HomeCareFile): string[] {
  const wrong: string[] = [];
  const rows = file.distances.length;
  file.distances.forEach((row, at) => {
    if (row.length !== rows) wrong.push(`distances.${at}: has ${row.length} numbers, there are ${rows} rows`);
  });
  for (const list of ['services', 'central_offices', 'caregivers', 'patients'] as const) {
    const seen = new Set<string>();
    file[list].forEach(({ id }, at) => {
      if (seen.has(id)) wrong.push(`${list}.${at}: ${id} is there twice`);
      seen.add(id);
    });
  }
  file.central_offices.forEach((office, at) => {
    const row = office.distance_matrix_index ?? at;
    if (row >= rows) wrong.push(`central_offices.${at}: no row ${row} in distances`);
  });
  const known = new Set(file.services.map(({ id }) => id));
  file.caregivers.forEach((carer, at) => {
    const office = carer.starting_point_id;
    if (office !== undefined && !file.central_offices.some(({ id }) => id === office)) {
      wrong.push(`caregivers.${at}: no central office ${office}`);
    }
  });
  file.patients.forEach((patient, at) => {
    const say = (what: string) => wrong.push(`patients.${at} (${patient.id}): ${what}`);
    const row = patient.distance_matrix_index ?? file.central_offices.length + at;
    if (row >= rows) say(`no row ${row} in distances`);
    const [from, until] = patient.time_window;
    if (from > until) say('the time window ends before it begins');
    const needs = patient.required_caregivers;
    const choice = needs.map((need) => carersFor(file, patient, need.service));
    needs.forEach((need, n) => {
      if (!known.has(need.service)) say(`there is no service ${need.service}`);
      else if (!((durationOf(file, need) ?? 0) > 0)) say(`service ${need.service} has no duration above 0`);
      if (choice[n]?.length === 0) say(`no caregiver can give ${need.service}`);
    });
    const [first, second] = choice;
    if (first && second) {
      if (needs[0]?.service === needs[1]?.service) say('needs the same service twice');
      if (first.length > 0 && second.length > 0 && new Set([...first, ...second]).size < 2) {
        say('needs two caregivers and only one can come');
      }
      if (!patient.synchronization) say('two services need a synchronization');
    } else if (patient.synchronization) say('a synchronization needs two services');
    if (patient.synchronization?.type === 'sequential') {
      const [least, most] = patient.synchronization.distance;
      if (least > most) say('the least gap is larger than the largest');
    }
  });
  return wrong;
}

function toRouting(file: HomeCareFile): HomeCareProblem {
  const offices = new Map(file.central_offices.map((one, at) => [one.id, one.distance_matrix_index ?? at]));
  const [office = 0] = offices.values();
  const visits: { patient: string; service: string }[] = [];
  const routed: RoutingProblem['visits'][number][] = [];
  const pairs: RoutingProblem['pairs'][number][] = [];
  file.patients.forEach((patient, at) => {
    const place = patient.distance_matrix_index ?? file.central_offices.length + at;
    const [earliest, latest] = patient.time_window;
    for (const need of patient.required_caregivers) {
      visits.push({ patient: patient.id, service: need.service });
      const carers = carersFor(file, patient, need.service);
      routed.push({ place, duration: durationOf(file, need) ?? 0, earliest, latest, carers });
    }
    const together = patient.synchronization;
    if (!together) return;
    const [minGap, maxGap] = together.type === 'sequential' ? together.distance : [0, 0];
    pairs.push({ first: visits.length - 2, second: visits.length - 1, minGap, maxGap });
  });
  const carers = file.caregivers.map((carer) => ({
    place: offices.get(carer.starting_point_id ?? '') ?? office,
    from: 0,
  }));
  return {
    routing: { travel: file.distances, visits: routed, carers, pairs },
    carers: file.caregivers.map(({ id }) => id),
    visits,
  };
}

/** Cost as the literature counts it. */
export const homeCareCost = (solution: RoutingSolution): number => costOf(solution) / 3;

/** The file of a solution: for each caregiver the patients in order, with start and end of the service. */
export function homeCareSolution(problem: HomeCareProblem, solution: RoutingSolution) {
  const routes = problem.carers.map((caregiver, carer) => ({
    caregiver_id: caregiver,
    locations: (solution.rounds[carer] ?? []).map((visit) => {
      const start = solution.starts[visit] ?? 0;
      const duration = problem.routing.visits[visit]?.duration ?? 0;
      return { ...problem.visits[visit], arrival_time: start, departure_time: start + duration };
    }),
  }));
  return { routes, cost: homeCareCost(solution) };
}
