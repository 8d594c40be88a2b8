import type { RequestItem, RequestRecord } from '~/domain/stays/find-application';
import type { DocumentKindRecord } from '~/domain/stays/list-document-kinds';
import { HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatDate, formatInstant, formatNumber } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { isAnswered, UploadForm } from './documents';
import { kindName, requestLabel, requestTone } from './paper-labels';

type Kinds = readonly DocumentKindRecord[];

interface RequestsProps {
  readonly requests: readonly RequestRecord[];
  readonly kinds: Kinds;
  readonly today: string;
  /** Documents so far: one more, and the field for files is empty again. */
  readonly handedIn: number;
  readonly may: { readonly answer: boolean; readonly decide: boolean };
  readonly reply?: Reply;
}

/** What a family was asked for, the newest first: to be answered, withdrawn or looked at by whoever may. */
export function Requests({ requests, ...rest }: RequestsProps) {
  return requests.map((request) => <Request key={request.id} request={request} {...rest} />);
}

function Request({
  request,
  kinds,
  today,
  handedIn,
  may,
  reply,
}: Omit<RequestsProps, 'requests'> & { request: RequestRecord }) {
  const { id, status, dueOn } = request;
  const state = status === 'open' && dueOn < today ? 'overdue' : status;
  return (
    <article className="request">
      <h3>
        <Status tone={requestTone[state]}>{requestLabel[state]()}</Status>
      </h3>
      <p>
        {m.stays_request_asked({
          by: request.askedByName,
          date: formatDate(request.askedOn),
          due: formatDate(dueOn),
        })}
      </p>
      {request.againReason ? (
        <p className="quiet">
          {m.stays_request_again()}
          {m.kit_colon()}
          {request.againReason}
        </p>
      ) : null}
      <ol className="list-decimal pl-6">
        {request.items.map((item) => (
          <li key={item.id}>
            <Asked item={item} kinds={kinds} closed={status !== 'open'} />
          </li>
        ))}
      </ol>
      {request.closedAt ? (
        <p className="quiet">
          {m.stays_request_closed({ by: request.closedByName ?? '', at: formatInstant(request.closedAt) })}
        </p>
      ) : null}
      {request.closedReason ? (
        <p className="quiet">{m.kit_reason_given({ reason: request.closedReason })}</p>
      ) : null}
      {status === 'open' && may.answer ? (
        <Answer request={request} kinds={kinds} handedIn={handedIn} reply={reply} />
      ) : null}
      {status === 'open' && may.decide ? (
        <details open={isAnswered(reply, `withdraw-request-${id}`) || undefined}>
          <summary className="button button-quiet">{m.stays_request_withdraw()}</summary>
          <EditForm intent="withdraw-request" id={`withdraw-request-${id}`} reply={reply}>
            <HiddenField name="requestId" value={id} />
            <TextField name="reason" label={m.stays_reason()} maxLength={300} />
            <SubmitButton>{m.stays_request_withdraw()}</SubmitButton>
          </EditForm>
        </details>
      ) : null}
      {status === 'answered' && !request.seenAt && may.decide ? (
        <EditForm intent="see-answer" id={`see-${id}`} reply={reply}>
          <HiddenField name="requestId" value={id} />
          <SubmitButton>{m.stays_request_seen()}</SubmitButton>
        </EditForm>
      ) : null}
    </article>
  );
}

function Asked({ item, kinds, closed }: { item: RequestItem; kinds: Kinds; closed: boolean }) {
  const kind = kinds.find(({ code }) => code === item.documentKind);
  return (
    <>
      <p>
        {kind ? (
          <strong>
            {kindName(kind)}
            {m.kit_colon()}
          </strong>
        ) : null}
        {item.text}
      </p>
      {item.answer ? <p>{m.stays_request_answer_given({ answer: item.answer })}</p> : null}
      {closed && !item.answer && kind ? <p className="quiet">{m.stays_request_by_document()}</p> : null}
    </>
  );
}

function Answer({
  request,
  kinds,
  handedIn,
  reply,
}: {
  request: RequestRecord;
  kinds: Kinds;
  handedIn: number;
  reply?: Reply;
}) {
  const wanted = request.items.flatMap(({ documentKind }) => documentKind ?? []);
  const offered = kinds.filter(({ code }) => wanted.includes(code) || code === 'other');
  return (
    <>
      <p>{m.stays_request_answer_lead()}</p>
      <UploadForm
        key={handedIn}
        intent="upload-requested"
        kinds={offered}
        first={wanted[0]}
        target={{ name: 'requestId', value: request.id }}
        reply={reply}
      />
      <EditForm intent="answer-request" reply={reply}>
        <HiddenField name="requestId" value={request.id} />
        {request.items.map((item, place) => (
          <div key={item.id}>
            <HiddenField name={`answers[${place}].itemId`} value={item.id} />
            <TextArea
              name={`answers[${place}].text`}
              label={m.stays_request_answer_text({ number: formatNumber(place + 1) })}
              hint={item.documentKind ? m.stays_request_answer_hint() : undefined}
              rows={2}
              maxLength={1000}
              optional={item.documentKind !== null}
            />
          </div>
        ))}
        <SubmitButton>{m.stays_request_answer_do()}</SubmitButton>
      </EditForm>
    </>
  );
}
