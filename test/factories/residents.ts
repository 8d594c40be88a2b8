import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';

/** A resident as the books of other nouns have them: bed-days and grades. */
export interface ResidentFacts {
  readonly from: string;
  readonly until?: string;
  /** Confirmed grades in the order of their days; the first counts from its day, the next ends it. */
  readonly grades: readonly { readonly grade: 'independent' | 'partial' | 'total'; readonly from: string }[];
}

export interface Resident {
  readonly personId: string;
  readonly stayId: string;
}

/**
 * Residents in many at once, written straight into the tables by the owner of the database: for what is about their
 * bed-days and not about how they came. Each has a bed of their own; the scale of the six items must be there.
 */
export async function insertResidents(
  owner: postgres.Sql,
  tenantId: string,
  facts: readonly ResidentFacts[],
): Promise<Resident[]> {
  const batch = randomUUID().slice(0, 7).toUpperCase();
  const rows = facts.map((fact, index) => ({
    name: `演示住户${index + 1}`,
    personId: randomUUID(),
    stayId: randomUUID(),
    bedId: randomUUID(),
    applicationId: randomUUID(),
    occupancyId: randomUUID(),
    contract: `R${batch}-${String(index + 1).padStart(6, '0')}`,
    from: fact.from,
    until: fact.until ?? null,
  }));
  const grades = facts.flatMap((fact, index) =>
    fact.grades.map((grade) => ({ ...grade, personId: rows[index]?.personId })),
  );
  const [building, floor, room] = [randomUUID(), randomUUID(), randomUUID()];
  await owner.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
    await tx`insert into buildings (id, name) values (${building}, ${`演示楼 ${building.slice(0, 8)}`})`;
    await tx`insert into floors (id, building_id, name) values (${floor}, ${building}, '1层')`;
    await tx`insert into rooms (id, building_id, floor_id, name, sex_rule) values (${room}, ${building}, ${floor}, '101', 'any')`;
    const data = tx`json_to_recordset(${tx.json(rows)}::json) as r (name text, "personId" uuid, "stayId" uuid, "bedId" uuid,
      "applicationId" uuid, "occupancyId" uuid, contract text, "from" date, until date)`;
    await tx`insert into beds (id, room_id, name, kind) select "bedId", ${room}::uuid, "bedId"::text, 'nursing' from ${data}`;
    await tx`insert into people (id, name, sex, birth_date) select "personId", name, 'male', '1950-01-01' from ${data}`;
    await tx`insert into applications (id, person_id, applied_on, household_size, category, status, origin)
      select "applicationId", "personId", "from", 1, 'tekun', 'admitted', 'import' from ${data}`;
    await tx`insert into stays (id, person_id, application_id, contract_number, admitted_on, discharged_on, discharge_cause)
      select "stayId", "personId", "applicationId", contract, "from", until, case when until is not null then 'home' end from ${data}`;
    await tx`insert into bed_occupancies (id, bed_id, person_id, stay_id, from_on, until_on)
      select "occupancyId", "bedId", "personId", "stayId", "from", until from ${data}`;
    await gradesIn(tx, grades);
  });
  return rows.map(({ personId, stayId }) => ({ personId, stayId }));
}

interface Graded {
  readonly personId?: string;
  readonly grade: string;
  readonly from: string;
}

/** Confirmed grades beside those that persons have already; the later day ends the earlier one. */
export async function insertGrades(
  owner: postgres.Sql,
  tenantId: string,
  grades: readonly Graded[],
): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
    await gradesIn(tx, grades);
  });
}

async function gradesIn(tx: postgres.TransactionSql, grades: readonly Graded[]): Promise<void> {
  const rows = grades.map(({ personId, grade, from }) => ({ id: randomUUID(), personId, grade, from }));
  await tx`insert into assessments (id, person_id, scale_code, scale_version, reason, assessed_on, first_assessor, second_assessor,
        answers_sealed, grade, status, decided_by, decided_by_name, decided_at, valid_from)
      select id, "personId", 'tekun-six', 1, 'first', "from", '甲', '乙', '', grade, 'confirmed', gen_random_uuid(), '丙', now(), "from"
      from json_to_recordset(${tx.json(rows)}::json) as g (id uuid, "personId" uuid, grade text, "from" date)`;
}
