import { ageOn, type PlainDate } from '~/domain/kernel/plain-date';
import type { MaskedPerson } from '~/domain/people/masked-person';
import type { SealedField } from '~/domain/people/person.events';
import { type Description, DescriptionList } from '~/ui/kit/description-list';
import { HiddenField } from '~/ui/kit/fields';
import type { Reply } from '~/ui/kit/form';
import { formatDate, formatIdentityNumber, formatPhone } from '~/ui/kit/format';
import { Reveal } from '~/ui/kit/reveal';
import { m } from '~/words/generated/messages';
import { categoryLabel, registrationLabel, sexLabel, townLabel } from './labels';

/** A field that was asked for with a reason, in the clear. */
export interface Revealed {
  readonly field: SealedField;
  readonly value: string;
}

interface PersonFactsProps {
  readonly person: MaskedPerson;
  readonly town?: { readonly name: string; readonly nameEn: string | null };
  readonly today: PlainDate;
  readonly mayReveal: boolean;
  readonly revealed?: Revealed;
  readonly reply?: Reply;
}

const formats: Record<SealedField, (text: string) => string> = {
  identityNumber: formatIdentityNumber,
  phone: formatPhone,
  address: (text) => text,
};

/** What is known of a person; what lies sealed is masked until somebody gives a reason. */
export function PersonFacts({ person, town, today, mayReveal, revealed, reply }: PersonFactsProps) {
  const sealed = (field: SealedField, label: string): Description => {
    const masked = person[field];
    return {
      term: label,
      value: masked ? (
        <Reveal
          id={`reveal-${field}`}
          label={label}
          masked={formats[field](masked)}
          revealed={revealed?.field === field ? formats[field](revealed.value) : null}
          reply={reply}
          may={mayReveal}
        >
          <HiddenField name="field" value={field} />
        </Reveal>
      ) : null,
    };
  };
  const age = m.people_age_years({ age: ageOn(person.birthDate, person.deceasedOn ?? today) });
  return (
    <DescriptionList
      items={[
        { term: m.people_sex(), value: sexLabel[person.sex]() },
        {
          term: m.people_birth_date(),
          value: m.people_birth_date_age({ date: formatDate(person.birthDate), age }),
        },
        ...(person.deceasedOn
          ? [{ term: m.people_deceased_on(), value: formatDate(person.deceasedOn) }]
          : []),
        sealed('identityNumber', m.people_identity_number()),
        sealed('phone', m.people_phone()),
        { term: m.people_town(), value: town ? townLabel(town) : null },
        { term: m.people_village(), value: person.village },
        sealed('address', m.people_address()),
        {
          term: m.people_registration(),
          value: person.registration && registrationLabel[person.registration](),
        },
        {
          term: m.people_category(),
          value: person.hardshipCategory && categoryLabel[person.hardshipCategory](),
        },
      ]}
    />
  );
}
