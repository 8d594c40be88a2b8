import { accessEventWords } from '~/ui/access/event-words';
import { jobEventWords } from '~/ui/jobs/event-words';
import { volunteerEventWords } from '~/ui/volunteers/event-words';

const words: Readonly<Record<string, (() => string) | undefined>> = {
  ...accessEventWords,
  ...jobEventWords,
  ...volunteerEventWords,
};

/** What happened, in words, by the kind of the event. Call it in a loader: it knows the words of every noun. */
export const eventName = (kind: string): string => words[kind]?.() ?? kind;
