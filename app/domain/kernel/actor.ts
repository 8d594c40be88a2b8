import type { Permission } from '../access/permissions';
import type { Role } from '../access/roles';

/** What a job brings about. Same key in a tenant: the same effect, which happens once. */
export interface Effect {
  readonly key: string;
  /** Name of the job, `noun.verb`. */
  readonly job: string;
}

/**
 * Who acts, in which tenant, and what they may do. Links to the records a person stands behind
 * narrow what self-service roles see: a family its applicant, a volunteer their visits.
 */
export interface Actor {
  readonly tenantId: string;
  /** Absent for jobs and for the public pages. */
  readonly userId: string | null;
  readonly name: string;
  /** Label of the API key by which somebody acts; the trail says it beside the name. */
  readonly keyLabel?: string;
  /** Of an API key without an account: who made it, null where the command line did; they answer for what it does. */
  readonly keyMaker?: string | null;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly requestId: string;
  /** Town or sub-district (9 digits) to which a town clerk or village helper is bound. */
  readonly townCode?: string;
  readonly volunteerId?: string;
  readonly donorId?: string;
  /** Person for whom a family account acts. */
  readonly personId?: string;
  /** What a job is to bring about, once. The job's use case claims it in its own transaction. */
  readonly effect?: Effect;
  /** Acts at another instant than now: scripted years and tests. */
  readonly at?: Date;
  /** What was sent is refused already: a use case only says what else it knows to be wrong, and changes nothing. */
  readonly onlyAsks?: true;
}
