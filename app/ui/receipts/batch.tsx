import { m } from '~/words/generated/messages';
import { Status } from '../kit/status';

export const batchKindLabel = { issue: m.receipts_batch_issue, send: m.receipts_batch_send };

/** Whether a batch is at work, through, or was stopped. */
export function BatchState({
  batch,
  running = batch.finishedAt === null,
}: {
  batch: { readonly finishedAt: Date | null; readonly stopRequestedAt: Date | null };
  running?: boolean;
}) {
  if (batch.stopRequestedAt)
    return (
      <Status tone="stopped">{running ? m.receipts_batch_stopping() : m.receipts_batch_stopped()}</Status>
    );
  return running ? (
    <Status tone="info">{m.receipts_batch_running()}</Status>
  ) : (
    <Status tone="ok">{m.receipts_batch_finished()}</Status>
  );
}
