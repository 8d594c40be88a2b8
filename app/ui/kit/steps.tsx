import { Link } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { Icon } from './icon';

export interface Step {
  readonly key: string;
  readonly label: string;
  readonly state: 'done' | 'current' | 'open';
  /** Where a step that is done can be looked at again. */
  readonly to?: string;
  /** Inside a form: sends it with this as its field `go`, so that what was typed is kept on the way there. */
  readonly go?: string;
}

/** Where one stands in something done in order. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  const said = { done: m.kit_step_done, current: m.kit_step_current, open: m.kit_step_open };
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={`step step-${step.state}`}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className="step-mark" aria-hidden="true">
            {step.state === 'done' ? <Icon name="check" /> : index + 1}
          </span>
          <StepLabel step={step} />
          <span className="sr-only">{said[step.state]()}</span>
        </li>
      ))}
    </ol>
  );
}

function StepLabel({ step: { label, to, go } }: { step: Step }) {
  if (to) return <Link to={to}>{label}</Link>;
  if (!go) return <span>{label}</span>;
  return (
    <button type="submit" name="go" value={go} className="step-button">
      {label}
    </button>
  );
}
