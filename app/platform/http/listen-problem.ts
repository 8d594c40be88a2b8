import { StartProblem } from '../start-problem';

/** A failure to listen, in words that name the setting. */
export function listenProblem(problem: NodeJS.ErrnoException, port: number, host: string): Error {
  if (problem.code === 'EADDRINUSE')
    return new StartProblem(
      `PORT ${port} is taken by another program. Stop that one, or set PORT to a free one.`,
    );
  if (problem.code === 'EACCES')
    return new StartProblem(`PORT ${port} is not open to this account. Set PORT to 1024 or above.`);
  if (problem.code === 'EADDRNOTAVAIL' || problem.code === 'ENOTFOUND')
    return new StartProblem(`HOST ${host} is no address of this machine.`);
  return problem;
}
