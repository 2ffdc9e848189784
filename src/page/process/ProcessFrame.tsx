/** The frame of all screens about one process: who it is, and the way to its other screens. */

import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { type Problem, problemCode } from '../api/problem';
import { formatRoute, type NamedProcess, processText, type Route } from '../route/address';
import { adjust } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { dayAndClock } from '../ui/moment';
import { ProblemNote } from '../ui/ProblemNote';
import { visible } from '../ui/text';
import { pinned } from './place';
import { useNeighbours } from './useNeighbours.browser';

export type ProcessIdentity = components['schemas']['Process'];

export interface ProcessScreenProperties {
  readonly route: Route;
  readonly process: ProcessIdentity;
  /** The pid in paths of the API. */
  readonly pid: string;
  /** The start that pins the process in queries of the API; absent where it is not known. */
  readonly startTicks: number | undefined;
}

/** A screen about one process. */
export interface ProcessScreen {
  readonly title: string;
  readonly component: ComponentType<ProcessScreenProperties>;
}

/** The screens of a process by their names in addresses. */
export type ProcessScreens = Readonly<Record<string, ProcessScreen>>;

/** Screens that a process without memory has too. */
const WITHOUT_MEMORY = ['threads'];

interface Properties {
  readonly route: Route;
  readonly named: NamedProcess;
  readonly screens: ProcessScreens;
  readonly screen: ProcessScreen;
}

export function ProcessFrame({ route, named, screens, screen }: Properties) {
  const startTicks = named.startTicks === undefined ? undefined : Number(named.startTicks);
  const shown = useAnswer(`process ${processText(named)}`, signal =>
    outcome(
      client.GET('/api/processes/{pid}', {
        params: { path: { pid: named.pid }, query: pinned(startTicks) },
        signal,
      }),
    ),
  );
  const process = shown.answer;
  useNeighbours(route, process?.pid ?? (named.pid === 'self' ? undefined : Number(named.pid)));
  useEffect(() => {
    if (process?.startTicks !== undefined && (startTicks === undefined || named.pid === 'self')) {
      adjust({ ...route, process: { pid: String(process.pid), startTicks: String(process.startTicks) } });
    }
  }, [process, startTicks, named.pid, route]);
  if (shown.problem !== undefined && process === undefined) {
    return <Gone problem={shown.problem} route={route} named={named} />;
  }
  return (
    <Answered shown={shown}>
      {identity => (
        <>
          <ProcessHead route={route} screens={screens} process={identity} />
          {identity.type === 'user' || WITHOUT_MEMORY.includes(route.screen) ? (
            <screen.component
              route={route}
              process={identity}
              pid={String(identity.pid ?? named.pid)}
              startTicks={identity.startTicks}
            />
          ) : (
            <p>
              {identity.type === 'zombie'
                ? 'This process has ended: it has no address space any more. Its parent has not waited for it yet.'
                : 'This is a kernel thread: it has no address space of its own.'}
            </p>
          )}
        </>
      )}
    </Answered>
  );
}

interface HeadProperties {
  readonly route: Route;
  readonly screens: ProcessScreens;
  readonly process: ProcessIdentity;
}

function ProcessHead({ route, screens, process }: HeadProperties) {
  return (
    <header class="process-head">
      <h1>
        <bdi>{visible(process.name ?? 'unknown name')}</bdi> <span class="pid">{process.pid}</span>
      </h1>
      <p class="process-facts">
        {process.executable === undefined ? null : <bdi class="path">{visible(process.executable)}</bdi>}
        {process.user === undefined ? null : <span>user {visible(process.user)}</span>}
        {process.container === undefined ? null : <span>container {visible(process.container).slice(0, 12)}</span>}
        {process.unit === undefined ? null : <span>{visible(process.unit)}</span>}
        {process.startTime === undefined ? null : <span>since {dayAndClock(new Date(process.startTime))}</span>}
      </p>
      <nav aria-label="Process" class="tabs">
        {Object.entries(screens).map(([name, { title }]) => (
          <a
            key={name}
            href={formatRoute({ ...route, screen: name, parameters: {} })}
            aria-current={name === route.screen ? 'page' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** What is said in place of a process that is not there, so that nobody takes another one for it. */
function Gone({
  problem,
  route,
  named,
}: {
  readonly problem: Problem;
  readonly route: Route;
  readonly named: NamedProcess;
}) {
  const replaced = problemCode(problem) === 'process-replaced';
  return (
    <>
      <h1>Process {named.pid}</h1>
      <ProblemNote problem={problem} />
      {replaced ? (
        <p>
          That process is gone. The pid belongs to another process now:{' '}
          <a href={formatRoute({ ...route, process: { pid: named.pid }, parameters: {} })}>show process {named.pid}</a>.
        </p>
      ) : (
        <p>
          <a href="#/processes">All processes</a>
        </p>
      )}
    </>
  );
}
