import type { Actor } from '../kernel/actor';

/** A record about a person. */
interface About {
  readonly personId: string;
  readonly townCode: string | null;
}

/** Families see and do what is their own person's, town clerks what is of their town, everybody else at work all of it. */
export function concerns(actor: Pick<Actor, 'permissions' | 'personId' | 'townCode'>, about: About): boolean {
  if (!actor.permissions.has('stays.view'))
    return actor.personId !== undefined && actor.personId === about.personId;
  return actor.townCode === undefined || actor.townCode === about.townCode;
}

/** What is asked and answered is for those who decide, for whoever may hand in for the family, and for the family itself. */
export const seesPapers = ({ permissions }: Pick<Actor, 'permissions'>): boolean =>
  permissions.has('stays.apply') ||
  permissions.has('stays.reveal-documents') ||
  permissions.has('stays.confirm-eligibility');
