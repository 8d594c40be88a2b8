import { useEffect, useState } from 'react';
import { m } from '~/words/generated/messages';
import { useField } from '../kit/form';

/**
 * What keeps machines from flooding a public form: a task that the browser solves by itself while the form is filled in.
 * Without script, or where the browser has no cryptography, the form goes the slower way that the server keeps for it.
 */
export function GuardFields({ task: fresh }: { task: string }) {
  const kept = useField('guard.task');
  const { errors } = useField('guard');
  // A form that comes back keeps its task, unless that is what is wrong: it was opened when it was opened.
  const task = errors.length === 0 && typeof kept.value === 'string' && kept.value ? kept.value : fresh;
  const [solved, setSolved] = useState({ task: '', solution: '' });
  useEffect(() => {
    if (solved.task === task || !globalThis.crypto?.subtle) return;
    const controller = new AbortController();
    void solve(task, controller).then((solution) => {
      if (solution && !controller.signal.aborted) setSolved({ task, solution });
    });
    return () => controller.abort();
  }, [task, solved.task]);
  const solution = solved.task === task ? solved.solution : '';
  return (
    <div id={kept.id.replace(/[.]task$/, '')}>
      <input type="hidden" name="guard.task" value={task} />
      <input type="hidden" name="guard.solution" value={solution} />
      <noscript>
        <p className="hint">{m.donations_guard_slow()}</p>
      </noscript>
    </div>
  );
}

/** Only what is needed is loaded, and only once the page is there. */
async function solve(task: string, controller: AbortController): Promise<string | undefined> {
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/pbkdf2'),
  ]);
  const solution = await solveChallenge({ challenge: JSON.parse(task), deriveKey, controller });
  return solution ? JSON.stringify(solution) : undefined;
}
