import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import {
  changeVisitSettings,
  findScreenCode,
  findVisitSettings,
  listCodePlaces,
} from '~/domain/visits/codes';
import { page, post } from '~/routes/authorised.server';
import { NumberField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { KeepFresh } from '~/ui/kit/progress';
import { townOf } from '~/ui/people/labels';
import { QrPicture } from '~/ui/visits/qr-picture';
import { m } from '~/words/generated/messages';
import { codePicture } from './code-picture.server';

export const loader = page('visits.show-code', async ({ actor, url }) => {
  const townCode = url.searchParams.get('town');
  const place = url.searchParams.get('place');
  const [towns, places] = await Promise.all([listTowns(actor), listCodePlaces(actor)]);
  const code = townCode && place ? await findScreenCode(actor, { townCode, place }) : undefined;
  return {
    title: townCode && place ? `${townOf(towns, townCode) ?? ''} ${place}` : undefined,
    code,
    picture: code ? codePicture(code) : undefined,
    places: places.map((one) => ({
      label: `${townOf(towns, one.townCode) ?? ''} ${one.place}`,
      to: `?${new URLSearchParams({ town: one.townCode, place: one.place })}`,
    })),
    settings: actor.permissions.has('visits.publish') ? await findVisitSettings(actor) : undefined,
  };
});

export const action = post(changeVisitSettings, { then: () => '/visits/screen' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_screen() }) }];

export default function Screen() {
  const { title, code, picture, places, settings } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  if (picture && code) {
    return (
      <Page
        title={title ?? ''}
        lead={m.visits_screen_lead()}
        above={[{ to: '/visits/screen', label: m.visits_screen() }]}
        narrow
      >
        <Section>
          <QrPicture svg={picture} label={m.visits_code_picture()} code={code} />
          <KeepFresh seconds={10} />
        </Section>
      </Page>
    );
  }
  return (
    <Page
      title={m.visits_screen()}
      lead={m.visits_screen_choose()}
      above={[{ to: '/visits', label: m.visits_nav_day() }]}
      narrow
    >
      <Section>
        {places.length === 0 ? <p className="quiet">{m.visits_screen_none()}</p> : null}
        <ul className="grid gap-3">
          {places.map((one) => (
            <li key={one.to}>
              <Link to={one.to}>{one.label}</Link>
            </li>
          ))}
        </ul>
      </Section>
      {settings ? (
        <Section title={m.visits_settings()}>
          <EditForm reply={reply} values={settings}>
            <NumberField
              name="checkInMetres"
              label={m.visits_settings_metres()}
              hint={m.visits_settings_metres_hint()}
              unit={m.visits_metres()}
              size={5}
            />
            <NumberField
              name="lateMinutes"
              label={m.visits_settings_late()}
              unit={m.visits_duration_unit()}
              size={4}
            />
            <SubmitButton>{m.visits_save()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
