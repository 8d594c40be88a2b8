import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { Choices, SubmitButton } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { optionsOf, serviceLabel } from './labels';

/** Changes which services somebody gives (intent `services`). */
export function ServicesDialog({
  serviceKinds,
  reply,
}: {
  serviceKinds: readonly string[];
  reply: Reply | undefined;
}) {
  return (
    <Dialog id="services" title={m.volunteers_change_services()} trigger={m.volunteers_change_services()}>
      <EditForm intent="services" reply={reply} values={{ serviceKinds }}>
        <Choices
          name="serviceKinds"
          label={m.volunteers_services()}
          hint={m.volunteers_services_hint()}
          options={optionsOf(serviceLabel)}
          inline
        />
        <SubmitButton>{m.volunteers_save()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
