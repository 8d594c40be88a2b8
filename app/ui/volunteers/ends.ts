import type { End } from '~/domain/volunteers/get-volunteer';
import { m } from '~/words/generated/messages';
import { formatDate } from '../kit/format';
import { skillText } from './labels';

/** What ends or has ended, in words; made by the server, so that a page does not bring those of every case. */
export const endsInWords = (ends: readonly End[]) =>
  ends.map(({ skill, lastDay, over }) => {
    const date = formatDate(lastDay);
    if (skill === null)
      return {
        over,
        text: over ? m.volunteers_insurance_ended({ date }) : m.volunteers_insurance_ends({ date }),
      };
    const licence = { skill: skillText(skill), date };
    return { over, text: over ? m.volunteers_licence_ended(licence) : m.volunteers_licence_ends(licence) };
  });
