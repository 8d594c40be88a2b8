import { randomUUID } from 'node:crypto';
import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { TEKUN_SIX } from '~/domain/assessments/assessment.forms';
import { findScale, listScales } from '~/domain/assessments/find-scale';
import { findSuggestion } from '~/domain/assessments/find-suggestion';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { itemsOf, type ScaleItem } from '~/domain/assessments/scale.rules';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPerson } from '~/domain/people/find-person';
import { draftKeyOf } from '~/platform/sign-in/draft-key.server';
import { notFound, page, post } from '~/routes/authorised.server';
import { BedsideForm } from '~/ui/assessments/bedside-form';
import { inLanguage, reasonLabel, scaleName } from '~/ui/assessments/labels';
import { formatDate } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Unconfirmed } from '~/ui/kit/status';
import { optionsOf } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

/** What to look at, and what another scale suggests: read beside the question, never chosen. */
function hintOf(
  item: ScaleItem,
  suggested: Readonly<Record<string, string>> | undefined,
): string | undefined {
  const option = item.options.find(({ code }) => code === suggested?.[item.code]);
  return option
    ? m.assessments_suggested({ answer: inLanguage(option.label) })
    : item.hint && inLanguage(item.hint);
}

export const loader = page('assessments.score', async ({ actor, id, url }) => {
  const code = url.searchParams.get('scale') ?? TEKUN_SIX;
  const [person, scale, versions, suggestion] = await Promise.all([
    findPerson(actor, { id }),
    findScale(actor, { code }),
    listScales(actor),
    code === TEKUN_SIX ? findSuggestion(actor, { personId: id }) : undefined,
  ]);
  if (!person) throw notFound();
  // The six first: they are what the centre goes by.
  const newest = versions
    .filter((one, index) => versions.findIndex((other) => other.code === one.code) === index)
    .sort((a, b) => Number(b.code === TEKUN_SIX) - Number(a.code === TEKUN_SIX));
  return {
    person: { id, name: person.name },
    // In words already: this page is the heaviest there is.
    heading: m.assessments_of({ name: person.name }),
    above: [
      { to: '/people', label: m.people_title() },
      { to: `/people/${id}`, label: person.name },
    ],
    missing: scale
      ? undefined
      : { title: m.assessments_no_scale(), hint: m.assessments_no_scale_hint({ code }) },
    choose: m.assessments_scale(),
    lead: scale && scaleName(scale),
    code,
    scale: scale && {
      code: scale.code,
      definition: scale.definition,
      unconfirmed: scale.confidence === 'unconfirmed',
      sourceText: m.assessments_source({
        source: inLanguage({ 'zh-CN': scale.source, en: scale.sourceEn }),
      }),
    },
    hints: Object.fromEntries(
      scale ? itemsOf(scale.definition).map((item) => [item.code, hintOf(item, suggestion?.answers)]) : [],
    ),
    reasons: optionsOf(reasonLabel),
    scales: newest.map((one) => ({ code: one.code, name: scaleName(one) })),
    suggestion: suggestion && {
      title: m.assessments_suggestion(),
      said: m.assessments_suggested_by({
        date: formatDate(suggestion.assessedOn),
        scale: scaleName({ name: suggestion.scaleName, nameEn: suggestion.scaleNameEn }),
      }),
    },
    today: dateOf(actor.at ?? new Date()),
    assessor: actor.name,
    draftKey: actor.userId ? { owner: actor.userId, key: draftKeyOf(actor.userId) } : null,
    draftId: randomUUID(),
  };
});

export const action = post(recordAssessment, {
  with: ({ id }) => ({ personId: id }),
  then: ({ assessmentId }) => `/assessments/${assessmentId}`,
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: m.kit_page_title({
      page: data?.heading ?? '',
    }),
  },
];

export default function NewAssessment() {
  const {
    person,
    heading,
    above,
    missing,
    choose,
    lead,
    code,
    scale,
    scales,
    hints,
    reasons,
    suggestion,
    today,
    assessor,
    draftKey,
    draftId,
  } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  if (!scale) {
    return (
      <Page title={heading} above={above} narrow>
        <Notice tone="late" title={missing?.title}>
          {missing?.hint}
        </Notice>
      </Page>
    );
  }
  return (
    <Page
      title={heading}
      lead={lead}
      status={scale.unconfirmed ? <Unconfirmed /> : null}
      above={above}
      narrow
    >
      <nav className="actions" aria-label={choose}>
        {scales.map((one) => (
          <ButtonLink key={one.code} to={`?scale=${one.code}`} main={one.code === code}>
            {one.name}
          </ButtonLink>
        ))}
      </nav>
      {suggestion ? (
        <Notice tone="unconfirmed" title={suggestion.title}>
          {suggestion.said}
        </Notice>
      ) : null}
      <BedsideForm
        key={scale.code}
        personId={person.id}
        scale={scale}
        draftKey={draftKey}
        draftId={draftId}
        reply={reply}
        today={today}
        assessor={assessor}
        reasons={reasons}
        hints={hints}
      />
    </Page>
  );
}
