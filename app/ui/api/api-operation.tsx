import { DescriptionList } from '~/ui/kit/description-list';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export interface OperationField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** One endpoint in words. A text instead of fields is a media type or says that the body is a file. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly permission: string;
  readonly summary: string;
  readonly roles: string;
  readonly query: readonly OperationField[];
  readonly body: readonly OperationField[] | string;
  readonly answer: readonly OperationField[] | string;
}

/** One endpoint, folded to a line until somebody wants to know. */
export function ApiOperation({ operation }: { operation: Operation }) {
  const { method, path, permission, summary, roles, query, body, answer } = operation;
  return (
    <details className="operation">
      <summary>
        <code style={{ overflowWrap: 'anywhere' }}>
          {method} {path}
        </code>{' '}
        {summary}
      </summary>
      <DescriptionList
        items={[
          { term: m.api_permission(), value: <code>{permission}</code> },
          { term: m.api_roles(), value: roles },
        ]}
      />
      <Fields title={m.api_parameters()} fields={query} />
      <Fields title={m.api_body()} fields={body} />
      <Fields title={m.api_answer()} fields={answer} />
    </details>
  );
}

function Fields({ title, fields }: { title: string; fields: readonly OperationField[] | string }) {
  if (fields.length === 0) return null;
  if (typeof fields === 'string') {
    return (
      <p>
        {title}
        {m.kit_colon()}
        {fields}
      </p>
    );
  }
  return (
    <Table
      caption={title}
      captionShown
      rows={fields}
      rowKey={(field) => field.name}
      empty=""
      columns={[
        { key: 'name', title: m.api_field(), heading: true, cell: (field) => <code>{field.name}</code> },
        { key: 'type', title: m.api_type(), cell: (field) => <code>{field.type}</code> },
        {
          key: 'required',
          title: m.api_required(),
          cell: (field) => (field.required ? m.api_required() : m.api_optional()),
        },
      ]}
    />
  );
}
