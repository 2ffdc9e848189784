/** A problem: what went wrong, and what to do. */
import type { Problem } from '../api/problem';
import { visible } from './text';

export function ProblemNote({ problem }: { readonly problem: Problem }) {
  return (
    <div class="problem" role="alert">
      <strong>{problem.title}.</strong> <span>{visible(problem.detail)}</span>
      {problem.remedy === undefined ? null : <p>{visible(problem.remedy)}</p>}
      {problem.help ? <a href={problem.help.replace(/^\//, '')}>About this problem</a> : null}
    </div>
  );
}
