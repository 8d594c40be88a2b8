import { z } from 'zod';
import {
  selectAwardPage,
  selectBasicPage,
  selectEvaluationPage,
  selectServicePage,
  selectTrainingPage,
} from '#db/queries/volunteer-export';
import { selectSkills } from '#db/queries/volunteers';
import { type ReadScope, read, useCase } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { accept } from '../kernel/refusals';
import { listPeopleInClear } from '../people/list-people-in-clear';
import { recordsExported } from './volunteer.events';
import { standingOn } from './volunteer.rules';

/** The five groups of what is recorded of a volunteer (志愿服务记录与证明出具办法 第四条). */
export const exportGroups = ['basic', 'service', 'training', 'award', 'evaluation'] as const;
export type ExportGroup = (typeof exportGroups)[number];

/** Rows that are read at once. */
const PAGE = 500;

/**
 * Says that records are taken out for the system that the ministry designates (第四条), and why; identity numbers and telephone
 * numbers are among them, so it is written down before the first row is read. Refuses RECORD.REASON_MISSING, EXPORT.GROUP.
 */
export const beginExport = useCase({
  permission: 'volunteers.export',
  input: z.object({
    group: z.enum(exportGroups, 'EXPORT.GROUP'),
    format: z.enum(['csv', 'xlsx'], 'EXPORT.FORMAT').default('csv'),
    reason: z.string('EXPORT.REASON_MISSING').trim().min(2, 'EXPORT.REASON_MISSING').max(200),
  }),
  async run(scope, { group, format, reason }) {
    scope.audit(recordsExported(group, { format }, reason));
    return accept({ group, format });
  },
});

const readers = {
  basic: basicPage,
  service: ({ tx }: ReadScope, asked: Asked) => selectServicePage(tx, asked),
  training: ({ tx }: ReadScope, asked: Asked) => selectTrainingPage(tx, asked),
  award: ({ tx }: ReadScope, asked: Asked) => selectAwardPage(tx, asked),
  evaluation: ({ tx }: ReadScope, asked: Asked) => selectEvaluationPage(tx, asked),
};

type Asked = { after?: string; limit: number };

/** A row of a group. */
export type ExportRow<Group extends ExportGroup> = Awaited<ReturnType<(typeof readers)[Group]>>[number];

async function basicPage(scope: ReadScope, asked: Asked) {
  const rows = await selectBasicPage(scope.tx, asked);
  const people = await listPeopleInClear.within(scope, { ids: rows.map((row) => row.personId) });
  const personOf = new Map(people.map((person) => [person.id, person]));
  const skills =
    rows.length > 0
      ? await selectSkills(
          scope.tx,
          rows.map((row) => row.id),
        )
      : [];
  const skillsOf = groupedBy(skills, (skill) => skill.volunteerId);
  return rows.map(({ id, personId, ...row }) => {
    const person = personOf.get(personId);
    if (!person) throw new Error(`No person behind the volunteer ${row.number}`);
    const { sex, birthDate, identityNumber, phone, village } = person;
    return {
      ...row,
      status: standingOn(row, scope.today),
      skills: (skillsOf.get(id) ?? []).map(({ skill }) => skill),
      sex,
      birthDate,
      identityNumber,
      phone,
      village,
    };
  });
}

const readPage = read(
  'volunteers.export',
  async (scope, { group, after }: { group: ExportGroup; after?: string }) =>
    readers[group](scope, { after, limit: PAGE }) as Promise<readonly { key: string }[]>,
);

/** Every row of a group, read page after page while it is written. */
export async function* exportRows<Group extends ExportGroup>(
  actor: Parameters<typeof readPage>[0],
  group: Group,
): AsyncGenerator<ExportRow<Group>> {
  for (let after: string | undefined; ; ) {
    const rows = (await readPage(actor, { group, after })) as readonly ExportRow<Group>[];
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.key;
  }
}
