import { z } from 'zod';
import type { $ZodTypes } from 'zod/v4/core';
import { rolesWith } from '~/domain/access/permissions';
import { m } from '~/words/generated/messages';
import { endpoints } from './catalogue.server';
import type { Endpoint } from './endpoint.server';

type Json = Record<string, unknown>;

/** JSON schema of what comes in or goes out; fen are integers, instants text. What comes in has no other fields. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const { def } = (zodSchema as $ZodTypes)._zod;
      const { type } = def;
      if (io === 'input' && def.type === 'object' && !def.catchall) jsonSchema.additionalProperties = false;
      if (type === 'bigint') Object.assign(jsonSchema, { type: 'integer', format: 'int64' });
      if (type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
    },
  });
  return rest;
}

const problem = (description: () => string) => ({
  description: description(),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const header = (name: string, required: boolean, description: string) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

function parametersOf({ path, query, method }: Endpoint): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: /(^i|I)d$/.test(name) ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));
  const shape = query ? schemaOf(query, 'input') : {};
  const required = (shape.required as string[] | undefined) ?? [];
  const inQuery = Object.entries((shape.properties as Record<string, Json> | undefined) ?? {}).map(
    ([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema,
    }),
  );
  const key = method === 'GET' ? [] : [header('Idempotency-Key', true, m.api_idempotency_key())];
  return [...inPath, ...inQuery, ...key];
}

function operationOf(found: Endpoint): Json {
  const { method, path, permission, summary, body, file, response, status } = found;
  const success =
    typeof response === 'string'
      ? { [response]: { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: schemaOf(response, 'output') } };
  const content = file
    ? { '*/*': { schema: { type: 'string', format: 'binary' } } }
    : body && { 'application/json': { schema: schemaOf(body, 'input') } };
  const write = method !== 'GET';
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [path.split('/')[1]],
    summary: summary(),
    'x-permission': permission,
    'x-roles': rolesWith(permission),
    parameters: parametersOf(found),
    ...(content && { requestBody: { required: true, content } }),
    responses: {
      [status]: { description: m.api_done(), content: success },
      401: problem(m.api_title_401),
      403: problem(m.api_title_403),
      404: problem(m.api_title_404),
      ...(write && { 400: problem(m.api_title_400), 409: problem(m.api_title_409) }),
      422: problem(m.api_title_422),
      429: problem(m.api_title_429),
    },
  };
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(
    z.object({
      code: z.string(),
      pointer: z.string().optional(),
      parameter: z.string().optional(),
      detail: z.string(),
    }),
  ),
});

/** The whole API as an OpenAPI 3.1 document, made from the schemas that check it. */
export function describeApi(origin: string): Json {
  const paths: Record<string, Json> = {};
  for (const found of endpoints) {
    const path = found.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [found.method.toLowerCase()]: operationOf(found) };
  }
  return {
    openapi: '3.1.0',
    info: { title: m.api_title(), version: '1', description: m.api_description() },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'wsk_…' } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  };
}
