import { logger } from '../logger';
import { processWide } from '../process-wide';
import { type Change, hearChanges } from './changes';

/** Open streams of one process, and of one person in it: a browser opens one per page that is looked at. */
const MOST = 1_000;
const MOST_EACH = 12;
const BEAT_MS = 25_000;
/** Changes that come close together are told at once. */
const GATHER_MS = 150;

interface StreamOptions {
  readonly signal: AbortSignal;
  readonly tenantId: string;
  readonly userId: string;
  /** Whether something has changed between loading the page and listening. */
  readonly missed: () => Promise<boolean>;
  /** Kinds of records the page shows. */
  readonly topics: readonly string[];
  /** Whether whoever listens still may: asked at every beat, because a sign-in ends and roles change. */
  readonly stillMay: () => Promise<boolean>;
}

const open = () => processWide('live-streams', () => new Map<() => void, string>());

/** Ends every stream of this process; browsers come back by themselves, to another process. */
export function endStreams(): void {
  for (const end of [...open().keys()]) end();
}

/**
 * Tells a page that something it shows has changed, as server-sent events: `changed` with the ids of the records, no
 * content, because what may be seen is decided where it is read. Answers 503 when there are too many streams already.
 */
export function eventStream({ signal, tenantId, userId, missed, topics, stillMay }: StreamOptions): Response {
  const streams = open();
  const mine = [...streams.values()].filter((one) => one === userId).length;
  if (streams.size >= MOST || mine >= MOST_EACH)
    return new Response(null, { status: 503, headers: { 'Retry-After': '30' } });

  let end = () => {};
  let left = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const say = (text: string) => {
        if (streams.has(end)) controller.enqueue(encoder.encode(text));
      };
      const ids = new Set<string>();
      let gathering: NodeJS.Timeout | undefined;
      const stopHearing = hearChanges(tenantId, ({ topic, id }: Change) => {
        if (topic !== '*' && !topics.includes(topic)) return;
        if (id) ids.add(id);
        gathering ??= setTimeout(() => {
          gathering = undefined;
          say(`event: changed\ndata: ${JSON.stringify([...ids].slice(0, 100))}\n\n`);
          ids.clear();
        }, GATHER_MS);
      });
      const beat = setInterval(() => {
        stillMay()
          .then((may) => (may ? say(': beat\n\n') : end()))
          .catch((error) => {
            logger.warn({ err: error }, 'a live page could not be checked');
            end();
          });
      }, BEAT_MS);
      end = () => {
        if (!streams.delete(end)) return;
        clearInterval(beat);
        clearTimeout(gathering);
        stopHearing();
        if (!left) controller.close();
      };
      streams.set(end, userId);
      signal.addEventListener('abort', end, { once: true });
      say('retry: 3000\n\n');
      missed()
        .then((some) => some && say('event: changed\ndata: []\n\n'))
        .catch((error) => logger.warn({ err: error }, 'changes before listening are not known'));
    },
    cancel: () => {
      left = true;
      end();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Kept back by no cache and by no compression, which would gather before it sends.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
