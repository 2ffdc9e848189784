/** The frame of an answer: waiting, the problem, or what the answer shows. */
import type { ComponentChildren } from 'preact';
import type { Shown } from '../api/answer.browser';
import { ProblemNote } from './ProblemNote';

interface Properties<T> {
  readonly shown: Shown<T>;
  readonly children: (answer: T) => ComponentChildren;
}

export function Answered<T>({ shown, children }: Properties<T>) {
  return (
    <>
      {shown.problem === undefined ? null : <ProblemNote problem={shown.problem} />}
      {shown.answer === undefined && shown.problem === undefined ? <p class="waiting">Reading …</p> : null}
      {shown.answer === undefined ? null : children(shown.answer)}
    </>
  );
}
