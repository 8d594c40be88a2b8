import { lockVolunteers, selectCovers, selectDispatchFacts, selectSkills } from '#db/queries/volunteers';
import { read, type Scope } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { type DispatchRule, dispatchBar, needsCompany } from './dispatch.rules';

/** Something one volunteer is to be sent to. */
export interface DispatchTask {
  readonly volunteerId: string;
  /** What they go to together with whoever else has the same. */
  readonly visitId: string;
  readonly skill: string | null;
  readonly date: PlainDate;
}

/** Somebody who may not be sent, and the rule that forbids it; `not-serving`: paused on that day, or gone. */
export interface UnfitVolunteer {
  readonly volunteerId: string;
  readonly name: string;
  readonly date: PlainDate;
  readonly rule: DispatchRule | 'not-serving';
}

/**
 * Who of the volunteers of these tasks may not be sent, judged anew at the moment of sending: what held when it was planned may
 * hold no more. All tasks of a visit have to be given, because somebody under age needs a grown volunteer beside them.
 */
export const listUnfit = read(
  'visits.publish',
  async ({ tx }, { tasks }: { tasks: readonly DispatchTask[] }): Promise<UnfitVolunteer[]> => {
    if (tasks.length === 0) return [];
    const ids = [...new Set(tasks.map((task) => task.volunteerId))];
    const days = tasks.map((task) => task.date).sort();
    const range = { from: days[0] as PlainDate, until: addDays(days.at(-1) as PlainDate, 1) };
    const people = new Map((await selectDispatchFacts(tx, ids)).map((one) => [one.id, one]));
    const skillsOf = groupedBy(await selectSkills(tx, ids), (skill) => skill.volunteerId);
    const coversOf = groupedBy(await selectCovers(tx, ids, range), (cover) => cover.volunteerId);
    const goTogether = groupedBy(tasks, (task) => task.visitId);
    return tasks.flatMap(({ volunteerId, visitId, skill, date }): UnfitVolunteer[] => {
      const person = people.get(volunteerId);
      if (!person) throw new Error(`No volunteer ${volunteerId} to be sent`);
      const bar = (rule: UnfitVolunteer['rule']) => [{ volunteerId, name: person.name, date, rule }];
      const back = person.pausedUntil !== null && person.pausedUntil <= date;
      if (person.status === 'ended' || (person.status === 'paused' && !back)) return bar('not-serving');
      const together = goTogether.get(visitId) ?? [];
      const grown = together.some((task) => {
        const birthDate = people.get(task.volunteerId)?.birthDate as PlainDate | undefined;
        return birthDate !== undefined && !needsCompany(birthDate, date);
      });
      const rule = dispatchBar(
        {
          birthDate: person.birthDate as PlainDate,
          skills: (skillsOf.get(volunteerId) ?? []).map((held) => ({
            skill: held.skill,
            validUntil: held.validUntil as PlainDate | null,
          })),
          covers: coversOf.get(volunteerId) ?? [],
        },
        { skill, date, together: grown ? together.length : 1 },
      );
      return rule ? bar(rule) : [];
    });
  },
);

/** Keeps volunteers as they are until the transaction ends: what is said of them holds until they are promised something. */
export const holdVolunteers = ({ tx }: Pick<Scope, 'tx'>, volunteerIds: readonly string[]): Promise<void> =>
  lockVolunteers(tx, [...new Set(volunteerIds)]);

/** Which of these volunteers may only go together with a grown one on a day. */
export const areUnderAge = read(
  'visits.answer',
  async (
    { tx },
    { volunteerIds, on }: { volunteerIds: readonly string[]; on: PlainDate },
  ): Promise<ReadonlySet<string>> =>
    new Set(
      (await selectDispatchFacts(tx, volunteerIds))
        .filter(({ birthDate }) => needsCompany(birthDate as PlainDate, on))
        .map(({ id }) => id),
    ),
);
