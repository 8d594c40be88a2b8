import { workInThread } from '#jobs/week-threads';

/** Not a command: what the threads run that plan the week. */
await workInThread();
