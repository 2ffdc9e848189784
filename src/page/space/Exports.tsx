/** The ways to take what is shown elsewhere: a command line, a table, a picture. */

import { useState } from 'preact/hooks';
import { client, curl, outcome } from '../api/client.browser';
import type { Problem } from '../api/problem';
import { pinned } from '../process/place';
import { CopyButton } from '../ui/CopyButton';
import { ProblemNote } from '../ui/ProblemNote';
import { download, pictureOf } from './export-png.browser';
import { type Filter, filterParameters } from './listing/filter';
import { filterText } from './listing/filter-text';
import type { CategorySum } from './listing/sums';
import { reportText } from './report';
import type { Mode } from './strip/geometry';
import type { Scene } from './strip/strip-draw.browser';
import type { StripView } from './strip/strip-view.browser';
import { scaleText } from './words';

interface Properties {
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly name: string;
  readonly filter: Filter;
  readonly scene: Scene | undefined;
  readonly strip: StripView;
  readonly mode: Mode;
  readonly categories: readonly CategorySum[];
  readonly sum: string;
  /** When the listing was read. */
  readonly at: string | undefined;
}

export function Exports({ pid, startTicks, name, filter, scene, strip, mode, categories, sum, at }: Properties) {
  const [problem, setProblem] = useState<Problem>();
  const path = `/api/processes/${pid}/maps`;
  const query = () => ({ ...filterParameters(filter), ...pinned(startTicks) });
  const csv = async () => {
    const { answer, problem: failed } = await outcome(
      client.GET('/api/processes/{pid}/maps', {
        params: { path: { pid }, query: { ...listQuery(filter), format: 'csv', ...pinned(startTicks) } },
        parseAs: 'blob',
      }),
    );
    setProblem(failed);
    if (answer !== undefined) {
      download(answer, `maps-${pid}.csv`);
    }
  };
  const png = () => {
    if (scene !== undefined) {
      const caption = { title: `${name} ${pid}`, scale: scaleText(mode, strip.view.value.scale), sum };
      pictureOf(scene, strip, categories, caption).toBlob(file => {
        if (file !== null) {
          download(file, `address-space-${pid}.png`);
        }
      });
    }
  };
  return (
    <p class="exports">
      <CopyButton label="Copy as curl" text={() => curl(path, query())} />
      <CopyButton
        label="Copy a summary"
        text={() =>
          reportText({ title: `${name} ${pid}`, at, filter: filterText(filter), sum, categories, link: location.href })
        }
      />
      <button type="button" class="quiet" onClick={() => void csv()}>
        Save as CSV
      </button>
      <button type="button" class="quiet" onClick={png}>
        Save as PNG
      </button>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </p>
  );
}

function listQuery({ category, kind, ...rest }: Filter) {
  return {
    ...(category.length > 0 && { category: [...category] }),
    ...(kind.length > 0 && { kind: [...kind] }),
    ...rest,
  };
}
