/** The states of the pages of one mapping, read when somebody wants them. */

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { client, type Outcome, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { PricedRead } from '../process/PricedRead';
import { pinned } from '../process/place';
import { ProblemNote } from '../ui/ProblemNote';
import { bytes } from '../ui/quantity';
import type { Columns } from './listing/columns';
import { at } from './listing/numbers';
import { addressOf, PAGE_BYTES, pageOf } from './listing/page-number';
import { useCanvas } from './strip/canvas.browser';
import type { Paint } from './strip/paint.browser';

type Pages = components['schemas']['Pages'];
type PageRun = components['schemas']['PageRun'];

interface Properties {
  readonly columns: Columns;
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly mapping: number;
}

const WIDTH = 300;
const HEIGHT = 22;

export function PageStates({ columns, pid, startTicks, mapping }: Properties) {
  const from = at(columns.start, mapping);
  const to = at(columns.end, mapping);
  const range = [addressOf(from), addressOf(to)] as const;
  const [told, setTold] = useState<{ readonly from: number; readonly about?: Outcome<Pages> }>();
  const asked = useRef<AbortController>(undefined);
  useEffect(() => () => asked.current?.abort(), []);
  const read = async () => {
    asked.current?.abort();
    const controller = new AbortController();
    asked.current = controller;
    const { signal } = controller;
    setTold({ from });
    const query = { from: range[0], to: range[1], ...pinned(startTicks) };
    try {
      const about = await outcome(
        client.GET('/api/processes/{pid}/pages', { params: { path: { pid }, query }, signal }),
      );
      // The answer to an earlier question must not hide that to a later one.
      setTold(before => (before?.from === from && !signal.aborted ? { from, about } : before));
    } catch (failure) {
      if (!signal.aborted) {
        throw failure;
      }
    }
  };
  const here = told?.from === from ? told : undefined;
  const pages = here?.about?.answer;
  return (
    <div class="pages">
      <p>
        <PricedRead
          pid={pid}
          startTicks={startTicks}
          detail="pages"
          range={range}
          words="Read the states of its pages"
          reading={here !== undefined && here.about === undefined}
          onRead={() => void read()}
        />
      </p>
      {pages === undefined ? null : (
        <>
          <PageBar pages={pages} from={from} to={to} />
          <p role="status">{stateWords(pages, (to - from) * PAGE_BYTES)}</p>
        </>
      )}
      {here?.about?.problem === undefined ? null : <ProblemNote problem={here.about.problem} />}
    </div>
  );
}

function PageBar({ pages, from, to }: { readonly pages: Pages; readonly from: number; readonly to: number }) {
  const draw = useMemo(
    () => (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) => {
      const scale = (WIDTH * ratio) / (to - from);
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.fillStyle = paint.palette.ground;
      pen.fillRect(0, 0, WIDTH * ratio, HEIGHT * ratio);
      for (const run of pages.runs ?? []) {
        const x = (pageOf(run.start ?? '0x0') - from) * scale;
        const height = HEIGHT * ratio * heightOf(run);
        pen.fillStyle = run.state === 'swapped' ? paint.palette.families.heap : paint.palette.families.code;
        pen.fillRect(x, HEIGHT * ratio - height, Math.max(1, ((run.sizeBytes ?? 0) / PAGE_BYTES) * scale), height);
      }
    },
    [pages, from, to],
  );
  const canvas = useCanvas({ width: WIDTH, height: HEIGHT, draw });
  return <canvas class="page-bar" ref={canvas} style={{ width: `${WIDTH}px`, height: `${HEIGHT}px` }} />;
}

/** The height of pages, as a share of the bar: the lower, the less memory they take. */
function heightOf({ state, zero }: PageRun): number {
  if (state === 'present') {
    return zero ? 0.3 : 1;
  }
  return state === 'swapped' ? 0.55 : 0.15;
}

function stateWords(pages: Pages, size: number): string {
  const { presentBytes = 0, swappedBytes = 0, guardBytes = 0, runs = [] } = pages;
  const sum = (wanted: 'huge' | 'zero') => runs.reduce((all, run) => all + (run[wanted] ? (run.sizeBytes ?? 0) : 0), 0);
  const parts = [
    `In memory ${bytes(presentBytes)} of ${bytes(size)}`,
    `swapped out ${bytes(swappedBytes)}`,
    ...(guardBytes > 0 ? [`guards ${bytes(guardBytes)}`] : []),
    ...(sum('huge') > 0 ? [`in huge pages ${bytes(sum('huge'))}`] : []),
    ...(sum('zero') > 0 ? [`the zero page ${bytes(sum('zero'))}`] : []),
  ];
  return `${parts.join(', ')}.`;
}
