import { Status } from '../kit/status';
import { type InForce, inForceLabel, inForceTone } from './labels';

/** Where a standard or a fee stands today. */
export const InForceStatus = ({ state }: { state: InForce }) => (
  <Status tone={inForceTone[state]}>{inForceLabel[state]()}</Status>
);
