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
