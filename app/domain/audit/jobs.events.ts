/** What people do with jobs. */
export type JobEvent = {
  readonly kind: 'job.retried';
  readonly subject: { readonly type: 'job'; readonly id: string };
};
