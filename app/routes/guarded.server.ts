import type { Guard } from '~/domain/access/public-guard';
import type { PublicFormVisit } from './authorised.server';

/** What was sent with a public form about the task it was given, with where the request comes from: that is never the form's word. */
export const guardOf = ({ form, context }: Pick<PublicFormVisit, 'form' | 'context'>): Guard => ({
  address: context.clientAddress,
  task: String(form.get('guard.task') ?? '').slice(0, 2_000),
  solution: String(form.get('guard.solution') ?? '').slice(0, 2_000),
});
