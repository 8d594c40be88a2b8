import { data, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { changeSeries, foreseeSeriesChange } from '~/domain/visits/change-series';
import { findSeries } from '~/domain/visits/list-visits';
import { act, notFound, page } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { DescriptionList } from '~/ui/kit/description-list';
import { DateField, Fieldset, HiddenField, NumberField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { LookButton } from '~/ui/kit/find-field';
import { EditForm, INTENT } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { recurrenceChoices, seriesWords } from '~/ui/visits/need-choices';
import { RecurrenceFields } from '~/ui/visits/recurrence-fields';
import { outcomeWords } from '~/ui/visits/series-words';
import { WindowRows } from '~/ui/visits/window-rows';
import { timeText } from '~/ui/volunteers/time-text';
import { m } from '~/words/generated/messages';

export const loader = page('visits.request', async ({ actor, id }) => {
  const series = actor.permissions.has('visits.view-needs')
    ? await findSeries(actor, { seriesId: id })
    : undefined;
  if (!series) throw notFound();
  if (series.status === 'ended') throw redirect(`/visits/series/${id}`);
  const today = dateOf(new Date());
  return {
    id,
    outline: series.outline,
    rule: seriesWords(series),
    recurrence: recurrenceChoices(),
    values: {
      from: addDays(today, 1),
      repeatWithout: series.leftOut.filter((day) => day >= today),
      durationMinutes: series.durationMinutes,
      windows: series.windows.map(({ fromMinute, untilMinute }) => ({
        from: timeText(fromMinute),
        until: timeText(untilMinute),
      })),
    },
  };
});

export const action = act(changeSeries.permission, async ({ actor, form, id }) => {
  const sent = submission(form, changeSeries.input);
  const looks = String(form.get(INTENT) ?? '').includes('"change"');
  // No row of days left out means none; to the use case it would mean those there are.
  const asked = { ...sent.input, seriesId: id, repeatWithout: sent.input.repeatWithout ?? [] };
  const result = sent.rowsChanged ? undefined : await changeSeries(actor, asked);
  if (result?.ok) return redirect(`/visits/series/${id}`, 303);
  const found = looks || result ? await foreseeSeriesChange(actor, asked) : undefined;
  const outcome = found?.ok ? outcomeWords(found.value) : undefined;
  const refusals = result?.refusals ?? (found?.ok === false ? found.refusals : []);
  const reply = refusals.length > 0 ? replyWithRefusals(sent, refusals) : data(sent.reply());
  return data({ ...reply.data, outcome }, reply.init ?? {});
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_series_change() }) }];

export default function ChangeSeries() {
  const { id, outline, rule, recurrence, values } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const outcome = reply?.outcome;
  return (
    <Page
      title={m.visits_series_change()}
      lead={m.visits_series_change_lead()}
      above={[
        { to: '/visits/needs', label: m.visits_needs_title() },
        { to: `/visits/series/${id}`, label: m.visits_series_of({ outline }) },
      ]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={values}>
          <DateField name="from" label={m.visits_series_from()} hint={m.visits_series_from_hint()} />
          <RecurrenceFields choices={recurrence} kept={rule} />
          <WindowRows daily />
          <NumberField
            name="durationMinutes"
            label={m.visits_duration()}
            unit={m.visits_duration_unit()}
            size={5}
          />
          <TextArea
            name="reason"
            label={m.visits_cancel_reason()}
            hint={m.visits_series_reason_hint()}
            rows={2}
          />
          <div>
            <LookButton name="change">{m.visits_series_look()}</LookButton>
          </div>
          <div role="status">{outcome ? <Outcome {...outcome} /> : null}</div>
          {outcome ? (
            <>
              <HiddenField name="seen" value={outcome.seen} />
              <SubmitButton>{m.visits_series_confirm()}</SubmitButton>
            </>
          ) : null}
        </EditForm>
      </Section>
    </Page>
  );
}

function Outcome({ lines, groups }: Pick<ReturnType<typeof outcomeWords>, 'lines' | 'groups'>) {
  return (
    <Fieldset legend={m.visits_series_outcome()}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <DescriptionList
        items={groups.map(({ title, items }) => ({
          term: title,
          value: (
            <ul>
              {items.map(({ text, to }) => (
                <li key={text}>{to ? <Link to={to}>{text}</Link> : text}</li>
              ))}
            </ul>
          ),
        }))}
      />
    </Fieldset>
  );
}
