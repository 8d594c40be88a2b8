import type { z } from 'zod';
import { rolesWith } from '~/domain/access/permissions';
import { roleName } from '~/ui/access/role-name';
import type { Operation, OperationField } from '~/ui/api/api-operation';
import { m } from '~/words/generated/messages';
import { endpoints } from './catalogue.server';
import { schemaOf } from './openapi.server';

type Json = Record<string, unknown>;

/** What a field takes, as a programmer would write it. */
function typeName(schema: Json): string {
  const {
    type,
    format,
    enum: values,
    anyOf,
    items,
    properties,
  } = schema as {
    type?: string;
    format?: string;
    enum?: readonly unknown[];
    anyOf?: readonly Json[];
    items?: Json;
    properties?: Json;
  };
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (anyOf) return anyOf.map(typeName).join(' | ');
  if (type === 'array') return `${items ? typeName(items) : 'any'}[]`;
  if (properties) return `{ ${Object.keys(properties).join(', ')} }`;
  return [type ?? 'any', format].filter(Boolean).join(' ');
}

function fieldsOf(schema: z.ZodType | undefined, io: 'input' | 'output'): OperationField[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, io) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    type: typeName(field),
    required: required.includes(name),
  }));
}

/** The endpoints by noun, as the page of the API shows them. */
export function describeOperations(): { noun: string; operations: Operation[] }[] {
  const groups = new Map<string, Operation[]>();
  for (const { method, path, permission, summary, query, body, file, response } of endpoints) {
    const noun = path.split('/')[1] ?? '';
    const operations = groups.get(noun) ?? [];
    groups.set(noun, operations);
    operations.push({
      method,
      path,
      permission,
      summary: summary(),
      roles: rolesWith(permission)
        .map((role) => roleName[role]())
        .join(m.access_and()),
      query: fieldsOf(query, 'input'),
      body: file ? m.api_file_body() : fieldsOf(body, 'input'),
      answer: typeof response === 'string' ? response : fieldsOf(response, 'output'),
    });
  }
  return [...groups].map(([noun, operations]) => ({ noun, operations }));
}
