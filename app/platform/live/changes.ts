import { database } from '#db/client';
import { logger } from '../logger';
import { processWide } from '../process-wide';

/** That something has changed: of which kind the record is and which one. Without `id`: anything may have. */
export interface Change {
  readonly topic: string;
  readonly id?: string;
}

interface Hub {
  readonly byTenant: Map<string, Set<(change: Change) => void>>;
  stop: (() => Promise<void>) | undefined;
}

const hub = (): Hub => processWide('live-changes', (): Hub => ({ byTenant: new Map(), stop: undefined }));

/** `tenant topic id`, as the trigger on the audit trail writes it. */
function tell(payload: string): void {
  const [tenantId = '', topic, id] = payload.split(' ');
  if (!topic) return;
  for (const heard of hub().byTenant.get(tenantId) ?? []) heard({ topic, id });
}

function tellAll(): void {
  for (const listeners of hub().byTenant.values()) for (const heard of listeners) heard({ topic: '*' });
}

/**
 * Hears of every change of one tenant as soon as it has committed. One connection to the database serves the whole
 * process, from the first listener to the last. Gives the way to stop.
 */
export function hearChanges(tenantId: string, heard: (change: Change) => void): () => void {
  const { byTenant } = hub();
  const listeners = byTenant.get(tenantId) ?? new Set();
  byTenant.set(tenantId, listeners.add(heard));
  hub().stop ??= database().hear('live', {
    heard: tell,
    missed: tellAll,
    failed: (error) => logger.warn({ err: error }, 'listening for changes'),
  });
  return () => {
    listeners.delete(heard);
    if (listeners.size === 0) byTenant.delete(tenantId);
    if (byTenant.size > 0) return;
    void hub().stop?.();
    hub().stop = undefined;
  };
}
