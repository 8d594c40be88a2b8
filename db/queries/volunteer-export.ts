import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { people } from '../schema/people';
import {
  volunteerAwards,
  volunteerEvaluations,
  volunteerHours,
  volunteers,
  volunteerTrainings,
} from '../schema/volunteers';
import type { Tx } from '../transaction';

/** A page of a file: rows after the key `after`, in the order of that key. */
interface Asked {
  readonly after?: string;
  readonly limit: number;
}

const withPerson = and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId));
const named = { number: volunteers.number, name: people.name };

/** 基本信息 of volunteers, by number. */
export async function selectBasicPage(tx: Tx, { after, limit }: Asked) {
  return tx
    .select({
      key: volunteers.number,
      id: volunteers.id,
      personId: volunteers.personId,
      ...named,
      townCode: volunteers.townCode,
      serviceKinds: volunteers.serviceKinds,
      status: volunteers.status,
      pausedUntil: volunteers.pausedUntil,
      registeredOn: sql<PlainDate>`${volunteers.registeredOn}`,
    })
    .from(volunteers)
    .innerJoin(people, withPerson)
    .where(after ? gt(volunteers.number, after) : undefined)
    .orderBy(asc(volunteers.number))
    .limit(limit);
}

/** 志愿服务情况: what stands in the ledger as ours and was not reversed. */
export async function selectServicePage(tx: Tx, { after, limit }: Asked) {
  return tx
    .select({
      key: volunteerHours.id,
      ...named,
      title: volunteerHours.title,
      activity: volunteerHours.activity,
      content: volunteerHours.content,
      servedOn: sql<PlainDate>`${volunteerHours.servedOn}`,
      place: volunteerHours.place,
      minutes: volunteerHours.minutes,
      organiser: volunteerHours.organiser,
      inCharge: volunteerHours.inCharge,
      recordedAt: volunteerHours.recordedAt,
    })
    .from(volunteerHours)
    .innerJoin(
      volunteers,
      and(eq(volunteers.tenantId, volunteerHours.tenantId), eq(volunteers.id, volunteerHours.volunteerId)),
    )
    .innerJoin(people, withPerson)
    .where(
      and(
        after ? gt(volunteerHours.id, after) : undefined,
        isNull(volunteerHours.proof),
        isNull(volunteerHours.reversesId),
        sql`not exists (select from volunteer_hours r where r.tenant_id = ${volunteerHours.tenantId}
          and r.reverses_id = ${volunteerHours.id})`,
      ),
    )
    .orderBy(asc(volunteerHours.id))
    .limit(limit);
}

/** 培训情况. */
export async function selectTrainingPage(tx: Tx, { after, limit }: Asked) {
  const table = volunteerTrainings;
  return tx
    .select({
      key: table.id,
      ...named,
      course: table.course,
      content: table.content,
      minutes: table.minutes,
      organiser: table.organiser,
      heldOn: sql<PlainDate>`${table.heldOn}`,
      result: table.result,
    })
    .from(table)
    .innerJoin(volunteers, and(eq(volunteers.tenantId, table.tenantId), eq(volunteers.id, table.volunteerId)))
    .innerJoin(people, withPerson)
    .where(and(after ? gt(table.id, after) : undefined, isNull(table.withdrawnAt)))
    .orderBy(asc(table.id))
    .limit(limit);
}

/** 表彰奖励情况. */
export async function selectAwardPage(tx: Tx, { after, limit }: Asked) {
  const table = volunteerAwards;
  return tx
    .select({
      key: table.id,
      ...named,
      award: table.name,
      grantedOn: sql<PlainDate>`${table.grantedOn}`,
      grantedBy: table.grantedBy,
    })
    .from(table)
    .innerJoin(volunteers, and(eq(volunteers.tenantId, table.tenantId), eq(volunteers.id, table.volunteerId)))
    .innerJoin(people, withPerson)
    .where(and(after ? gt(table.id, after) : undefined, isNull(table.withdrawnAt)))
    .orderBy(asc(table.id))
    .limit(limit);
}

/** 评价情况. */
export async function selectEvaluationPage(tx: Tx, { after, limit }: Asked) {
  const table = volunteerEvaluations;
  return tx
    .select({
      key: table.id,
      ...named,
      rating: table.rating,
      saidBy: table.saidBy,
      comment: table.comment,
      evaluatedOn: sql<PlainDate>`${table.evaluatedOn}`,
    })
    .from(table)
    .innerJoin(volunteers, and(eq(volunteers.tenantId, table.tenantId), eq(volunteers.id, table.volunteerId)))
    .innerJoin(people, withPerson)
    .where(and(after ? gt(table.id, after) : undefined, isNull(table.withdrawnAt)))
    .orderBy(asc(table.id))
    .limit(limit);
}
