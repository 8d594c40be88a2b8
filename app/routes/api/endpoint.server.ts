import { z } from 'zod';
import type { Permission } from '~/domain/access/permissions';
import type { Actor } from '~/domain/kernel/actor';
import { PAGE_LIMIT, type Page } from '~/domain/kernel/paging';
import type { Result } from '~/domain/kernel/refusals';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** A file sent as the body of a request. */
export interface Upload {
  readonly bytes: Buffer;
  readonly type: string;
}

/** What an endpoint works with. Fields that it did not declare are undefined. */
export interface Call<Path extends string, Query, Body> {
  readonly actor: Actor;
  /** Parts of the path. Those named `id` or `…Id` are UUIDs; anything else in their place is answered with 404. */
  readonly params: Readonly<Record<ParamNames<Path>, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly upload: Upload | undefined;
}

interface Definition<
  Path extends string,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  readonly method: Method;
  /** Below /api/v1, such as `/beds/:id`. */
  readonly path: Path;
  /** That of the use case or read that is called. */
  readonly permission: Permission;
  /** What it does, in the language of the reader: a message such as `m.beds_api_list`. */
  readonly summary: () => string;
  /** An object of coerced fields, because everything in an address is text. */
  readonly query?: Query;
  /** The input of the use case, less what the path says: `closeBed.input.omit({ bedId: true })`. */
  readonly body?: Body;
  /** The body is a file, whatever its type, instead of JSON. */
  readonly file?: boolean;
  /** Shape of the answer; what it does not name is left out. Or the media type of what `handle` answers by itself. */
  readonly response: Answer | `${string}/${string}`;
  /** Status of success; 200 when absent. */
  readonly status?: 200 | 201 | 202;
  /** A value, a use case's result, `undefined` for 404, or a whole response such as a PDF. */
  readonly handle: (
    call: Call<Path, z.output<Query>, z.output<Body>>,
  ) => Promise<Result<z.input<Answer>> | z.input<Answer> | Response | undefined>;
}

/** An endpoint as the API serves and describes it. */
export interface Endpoint {
  readonly method: Method;
  readonly path: string;
  readonly permission: Permission;
  readonly summary: () => string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly file?: boolean;
  readonly response: z.ZodType | string;
  readonly status: number;
  handle(call: Call<string, unknown, unknown>): Promise<unknown>;
}

/** Declares one endpoint of /api/v1. Listed in `<noun>.api.server.ts` and collected in `catalogue.server.ts`. */
export function endpoint<
  const Path extends `/${string}`,
  Answer extends z.ZodType,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(definition: Definition<Path, Query, Body, Answer>): Endpoint {
  const { handle, ...rest } = definition;
  return { status: 200, ...rest, handle: handle as Endpoint['handle'] };
}

/** Query of a list: where to go on, and how many rows at most. */
export const pagingQuery = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
});

/** Shape of a list: rows and, unless it was the last page, the `next` to ask for as `after`. */
export const listOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), next: z.string().nullable() });

/** A page of a read as `listOf` has it. */
export const asList = <Row>({ rows, next }: Page<Row>): { items: Row[]; next: string | null } => ({
  items: [...rows],
  next: next ?? null,
});

/** An instant, in JSON as ISO 8601 with offset. */
export const instantShape = z.date();

/** Integer fen, in JSON an integer. */
export const fenShape = z.bigint();
