import { m } from '~/words/generated/messages';
import {
  Checkbox,
  Choice,
  Choices,
  DateField,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
} from '../kit/fields';
import { appealKindLabel, neededText } from './appeal-labels';
import { goodsName, named, optionsOf } from './labels';

type Named = Parameters<typeof named>[0];

/** What a draft of an appeal says. */
export function AppealFields({
  entities,
  purposes,
  needs,
}: {
  entities: readonly (Named & { readonly id: string })[];
  purposes: readonly (Named & { readonly code: string })[];
  /** Needs that it may take up, its own among them. */
  needs: readonly {
    readonly id: string;
    readonly name: string;
    readonly spec: string;
    readonly unit: string;
    readonly quantity: number | null;
    readonly amountFen: bigint | null;
    readonly note: string | null;
  }[];
}) {
  return (
    <>
      <Choice
        name="kind"
        label={m.donations_appeal_kind()}
        hint={m.donations_appeal_kind_hint()}
        options={optionsOf(appealKindLabel)}
      />
      <Checkbox name="urgent" label={m.donations_appeal_urgent()} hint={m.donations_appeal_urgent_hint()} />
      <SelectField
        name="entityId"
        label={m.donations_entity()}
        options={entities.map((one) => ({ value: one.id, label: named(one) }))}
      />
      <SelectField
        name="purpose"
        label={m.donations_purpose()}
        options={purposes.map((one) => ({ value: one.code, label: named(one) }))}
      />
      <TextField name="title" label={m.donations_appeal_title()} maxLength={60} />
      <TextField name="titleEn" label={m.donations_appeal_title_en()} maxLength={120} />
      <TextArea
        name="about"
        label={m.donations_appeal_about()}
        hint={m.donations_appeal_about_hint()}
        rows={5}
      />
      <TextArea
        name="aboutEn"
        label={m.donations_appeal_about_en()}
        hint={m.donations_appeal_about_en_hint()}
        rows={5}
        optional
      />
      <MoneyField name="goalFen" label={m.donations_appeal_goal()} optional />
      <DateField name="startsOn" label={m.donations_appeal_starts()} />
      <DateField name="endsOn" label={m.donations_appeal_ends()} />
      {needs.length > 0 ? (
        <Choices
          name="needIds"
          label={m.donations_appeal_needs()}
          options={needs.map((need) => ({
            value: need.id,
            label: m.donations_need_line({ name: goodsName(need), wanted: neededText(need) }),
            hint: need.note || undefined,
          }))}
          optional
        />
      ) : null}
    </>
  );
}
