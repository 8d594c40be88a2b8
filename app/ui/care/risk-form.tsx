import type { Risk, RiskLevel } from '~/domain/care/risk.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import {
  DateField,
  Fieldset,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { m } from '~/words/generated/messages';
import { levelLabel, optionsOf, riskLabel } from './labels';

interface RiskFormProps {
  readonly reply: Reply | undefined;
  readonly today: PlainDate;
  readonly assessor: string;
  /** The risks to ask for, each with how it was judged before. */
  readonly asked: readonly {
    readonly risk: Risk;
    readonly level?: RiskLevel;
    readonly measures?: string | null;
  }[];
}

/** How risks are judged, one beside the other; what is left without a level is not recorded. */
export function RiskForm({ reply, today, assessor, asked }: RiskFormProps) {
  return (
    <EditForm
      reply={reply}
      values={{
        assessedOn: today,
        assessor,
        risks: asked.map(({ risk, level, measures }) => ({ risk, level, measures })),
      }}
    >
      <DateField name="assessedOn" label={m.care_assessed_on()} max={today} />
      <TextField name="assessor" label={m.care_assessor()} maxLength={60} />
      <p className="quiet">{m.care_assess_lead()}</p>
      {asked.map(({ risk }, index) => (
        <Fieldset key={risk} legend={riskLabel[risk]()}>
          <HiddenField name={`risks[${index}].risk`} value={risk} />
          <div className="grid gap-x-4 md:grid-cols-[10rem_1fr_12rem]">
            <SelectField
              name={`risks[${index}].level`}
              label={m.care_level()}
              options={optionsOf(levelLabel)}
              optional
            />
            <TextArea
              name={`risks[${index}].measures`}
              label={m.care_measures()}
              rows={2}
              maxLength={1000}
              optional
            />
            <DateField name={`risks[${index}].nextOn`} label={m.care_next_on()} optional />
          </div>
        </Fieldset>
      ))}
      <SubmitButton>{m.care_assess_do()}</SubmitButton>
    </EditForm>
  );
}
