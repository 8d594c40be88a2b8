import type { DocumentKindRecord } from '~/domain/stays/list-document-kinds';
import { Choice, FileField, HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { kindHint, kindName } from './paper-labels';

/** A document as a page shows it. */
export interface ShownDocument {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly fileType: string;
  readonly fileBytes: number;
  readonly addedAt: Date;
  readonly addedByName: string;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
}

type Kinds = readonly DocumentKindRecord[];

const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf';
const KILOBYTE = 1024;

/** Which documents are needed, and which of them are there. */
export function DocumentsNeeded({
  kinds,
  missing,
  documents,
}: {
  kinds: Kinds;
  missing: readonly string[];
  documents: readonly ShownDocument[];
}) {
  const there = (code: string) =>
    documents.filter(({ kind, withdrawnAt }) => kind === code && !withdrawnAt).length;
  const shown = kinds.filter(({ code }) => code !== 'other' || there(code) > 0);
  return (
    <Table
      caption={m.stays_documents_needed()}
      rows={shown}
      rowKey={(kind) => kind.code}
      empty={null}
      columns={[
        {
          key: 'kind',
          title: m.stays_document_kind(),
          heading: true,
          cell: (kind) => (
            <>
              {kindName(kind)}
              <span className="field-hint">{kindHint(kind)}</span>
            </>
          ),
        },
        {
          key: 'state',
          title: m.stays_document_state(),
          cell: (kind) => <Need missing={missing.includes(kind.code)} count={there(kind.code)} />,
        },
      ]}
    />
  );
}

function Need({ missing, count }: { missing: boolean; count: number }) {
  if (count > 0) return <Status tone="ok">{m.stays_document_there({ count: formatNumber(count) })}</Status>;
  if (missing) return <Status tone="due">{m.stays_document_missing()}</Status>;
  return <span className="quiet">{m.stays_document_optional()}</span>;
}

interface DocumentsProps {
  readonly documents: readonly ShownDocument[];
  readonly kinds: Kinds;
  /** Where a document opens: `/documents` for staff, `/my/documents` for the family; absent: not for this reader. */
  readonly path?: string;
  /** Pictures are shown on the page. */
  readonly pictures?: boolean;
  readonly mayWithdraw?: boolean;
  readonly reply?: Reply;
}

/** Documents that were handed in; withdrawn ones stay in the list. */
export function Documents({ documents, kinds, path, pictures, mayWithdraw, reply }: DocumentsProps) {
  const named = new Map(kinds.map((kind) => [kind.code, kindName(kind)]));
  return (
    <Table
      caption={m.stays_documents()}
      rows={documents}
      rowKey={({ id }) => id}
      empty={m.stays_documents_none()}
      columns={[
        {
          key: 'kind',
          title: m.stays_document_kind(),
          heading: true,
          cell: ({ kind }) => named.get(kind) ?? kind,
        },
        {
          key: 'file',
          title: m.stays_document_file(),
          cell: (document) => <FileLink document={document} path={path} pictures={pictures} />,
        },
        {
          key: 'added',
          title: m.stays_document_added(),
          cell: ({ addedAt, addedByName }) =>
            m.stays_request_closed({ by: addedByName, at: formatInstant(addedAt) }),
        },
        {
          key: 'state',
          title: m.stays_document_state(),
          cell: (document) =>
            document.withdrawnAt ? (
              <Status tone="stopped">
                {m.stays_document_withdrawn_why({ reason: document.withdrawnReason ?? '' })}
              </Status>
            ) : (
              <>
                <Status tone="ok">{m.stays_document_valid()}</Status>
                {mayWithdraw ? <Withdraw document={document} reply={reply} /> : null}
              </>
            ),
        },
      ]}
    />
  );
}

function FileLink({
  document,
  path,
  pictures,
}: { document: ShownDocument } & Pick<DocumentsProps, 'path' | 'pictures'>) {
  const { id, name, fileType, fileBytes, withdrawnAt } = document;
  const size = m.stays_document_size({ size: formatNumber(Math.ceil(fileBytes / KILOBYTE)) });
  if (!path) return <>{size}</>;
  const address = `${path}/${id}/file`;
  return (
    <span className="document">
      {pictures && !withdrawnAt && fileType.startsWith('image/') ? (
        <img src={address} alt={name} className="document-picture" loading="lazy" />
      ) : null}
      <a href={address} target="_blank" rel="noreferrer" aria-label={m.stays_document_open_of({ name })}>
        {name}
      </a>{' '}
      <span className="quiet">{size}</span>
    </span>
  );
}

function Withdraw({ document: { id, name }, reply }: { document: ShownDocument; reply?: Reply }) {
  return (
    <details open={isAnswered(reply, `withdraw-${id}`) || undefined}>
      <summary className="button button-quiet" aria-label={m.stays_document_withdraw_of({ name })}>
        {m.stays_document_withdraw()}
      </summary>
      <EditForm
        intent="withdraw-document"
        id={`withdraw-${id}`}
        reply={reply}
        values={{ reason: m.stays_document_withdraw_default() }}
      >
        <HiddenField name="documentId" value={id} />
        <TextField name="reason" label={m.stays_reason()} maxLength={300} />
        <SubmitButton>{m.stays_document_withdraw()}</SubmitButton>
      </EditForm>
    </details>
  );
}

/** Whether a reply answers the form of this id, which then is not folded away. */
export const isAnswered = (reply: Reply | undefined, id: string): boolean => reply?.initialValue?.form === id;

/** The same, folded away until it is wanted. */
export function FoldedUpload(props: Parameters<typeof UploadForm>[0]) {
  return (
    <details open={isAnswered(props.reply, `${props.intent}-${props.target.value}`) || undefined}>
      <summary className="button">{m.stays_document_upload()}</summary>
      <UploadForm {...props} />
    </details>
  );
}

/** Chooses what kind of document it is and one or several files. `target` says what it is for. */
export function UploadForm({
  intent,
  kinds,
  first,
  target,
  reply,
}: {
  intent: string;
  kinds: Kinds;
  /** Kind that is chosen at first. */
  first?: string;
  target: { readonly name: string; readonly value: string };
  reply?: Reply;
}) {
  return (
    <EditForm intent={intent} id={`${intent}-${target.value}`} reply={reply} values={{ kind: first }} files>
      <HiddenField name={target.name} value={target.value} />
      <Choice
        name="kind"
        label={m.stays_document_kind()}
        options={kinds.map((kind) => ({ value: kind.code, label: kindName(kind) }))}
        inline
      />
      <FileField
        name="files"
        label={m.stays_document_files()}
        hint={m.stays_documents_lead()}
        accept={ACCEPTED}
        multiple
      />
      <SubmitButton>{m.stays_document_upload_do()}</SubmitButton>
    </EditForm>
  );
}
