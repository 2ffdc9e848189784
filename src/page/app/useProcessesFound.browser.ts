/** The processes that a text of the palette means. */
import { useEffect, useState } from 'preact/hooks';
import { client, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { type ProcessQuestion, processQuestion } from './commands';

type FoundProcess = Pick<components['schemas']['ListedProcess'], 'pid' | 'startTicks' | 'name'>;

const MOST = 8;

/** Time in which somebody types on, in milliseconds. */
const PAUSE = 200;

export function useProcessesFound(text: string): readonly FoundProcess[] {
  const [processes, setProcesses] = useState<readonly FoundProcess[]>([]);
  useEffect(() => {
    const question = processQuestion(text);
    setProcesses([]);
    if (question === undefined) {
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void ask(question, abort.signal).then(setProcesses, () => undefined);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return processes;
}

async function ask(question: ProcessQuestion, signal: AbortSignal): Promise<readonly FoundProcess[]> {
  if ('pid' in question) {
    const { answer } = await outcome(client.GET('/api/processes/{pid}', { params: { path: question }, signal }));
    return answer === undefined ? [] : [answer];
  }
  const query = { ...question, type: 'user' as const, limit: MOST, columns: 'pid,startTicks,name' };
  const { answer } = await outcome(client.GET('/api/processes', { params: { query }, signal }));
  return answer?.processes ?? [];
}
