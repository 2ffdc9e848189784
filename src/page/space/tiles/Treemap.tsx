/** The treemap: areas for sizes, by category or by file. */
import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { bytes, count } from '../../ui/quantity';
import { visible } from '../../ui/text';
import { change } from '../change.browser';
import type { Columns } from '../listing/columns';
import type { Matches } from '../listing/matches';
import { measured, useCanvas, useWidth } from '../strip/canvas.browser';
import type { Paint } from '../strip/paint.browser';
import { mappingLine } from '../words';
import { type Area, type Grouping, type Tile, tileAt, tilesOf } from './tiles';
import { drawTreemap, outlineTile } from './treemap-draw.browser';

interface Properties {
  readonly columns: Columns;
  readonly matches: Matches;
  readonly grouping: Grouping;
  readonly area: Area;
  readonly selected: number | undefined;
  readonly onSelect: (mapping: number) => void;
  readonly onOpen: (mapping: number) => void;
}

/** The tiles of a listing. */
interface Laid {
  readonly columns: Columns;
  readonly tiles: readonly Tile[];
}

const HEIGHT = 300;
const NO_TILES: readonly Tile[] = [];
const LAYOUT_AFTER_MILLIS = 120;

export function Treemap(properties: Properties) {
  const { columns, matches, grouping, area, selected, onSelect, onOpen } = properties;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [laid, setLaid] = useState<Laid>();
  const drawn = laid?.tiles ?? NO_TILES;
  // Tiles of a listing before are still seen, but name mappings of that listing.
  const tiles = laid?.columns === columns ? laid.tiles : NO_TILES;
  // The strip and the table come first: the layout waits until typing and reading pause.
  useEffect(() => {
    const layout = () => tilesOf(columns, matches.mask, grouping, area, { width, height: HEIGHT });
    const timer = setTimeout(() => {
      setLaid({ columns, tiles: measured('treemap-layout', layout) });
    }, LAYOUT_AFTER_MILLIS);
    return () => clearTimeout(timer);
  }, [columns, matches, grouping, area, width]);
  const hovered = useMemo(() => signal<{ x: number; y: number } | undefined>(undefined), []);
  const draw = useMemo(
    () => (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) =>
      drawTreemap(pen, drawn, { width, height: HEIGHT }, ratio, paint),
    [drawn, width],
  );
  const map = useCanvas({ width, height: HEIGHT, draw, measure: 'treemap-draw' });
  const current = tiles.findIndex(tile => tile.mapping !== undefined && tile.mapping === selected);
  const outline = useMemo(
    () => (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) => {
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, HEIGHT);
      const tile = tiles[current];
      if (tile !== undefined) {
        outlineTile(pen, tile, paint);
      }
    },
    [tiles, current, width],
  );
  const overlay = useCanvas({ width, height: HEIGHT, draw: outline });
  const leaves = useMemo(() => tiles.filter(tile => tile.mapping !== undefined), [tiles]);
  const act = (x: number, y: number, action: (mapping: number) => void) => {
    const mapping = tileAt(tiles, x, y)?.mapping;
    if (mapping !== undefined) {
      action(mapping);
    }
  };
  const pressed = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const from = leaves.findIndex(tile => tile.mapping === selected);
    const next = step === undefined ? undefined : leaves[Math.min(Math.max(from + step, 0), leaves.length - 1)];
    if (next?.mapping !== undefined) {
      event.preventDefault();
      onSelect(next.mapping);
    }
  };
  return (
    <section aria-labelledby="treemap-title">
      <div class="strip-controls">
        <h2 id="treemap-title">Sizes</h2>
        <TreemapChoices {...properties} />
      </div>
      <div
        class="treemap"
        ref={box}
        role="group"
        aria-roledescription="treemap"
        aria-label="Treemap. Arrows move to the next mapping, largest groups first; the table has the same mappings."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the selection
        tabIndex={0}
        style={{ height: `${HEIGHT}px` }}
        onKeyDown={pressed}
        onClick={event => act(event.offsetX, event.offsetY, onSelect)}
        onDblClick={event => act(event.offsetX, event.offsetY, onOpen)}
        onPointerMove={event => {
          hovered.value = { x: event.offsetX, y: event.offsetY };
        }}
        onPointerLeave={() => {
          hovered.value = undefined;
        }}
      >
        <canvas ref={map} />
        <canvas ref={overlay} />
        <p class="unseen" aria-live="polite">
          {current < 0 || selected === undefined ? 'no tile is selected' : mappingLine(columns, selected)}
        </p>
        <TileCard hovered={hovered} tiles={tiles} columns={columns} width={width} />
      </div>
      {laid?.tiles.length !== 0 || columns.length === 0 ? null : <p class="hint">{EMPTY[area]}</p>}
    </section>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const EMPTY: Readonly<Record<Area, string>> = {
  virtual: 'The filter leaves no mapping.',
  resident: 'Nothing of it is in memory, as far as it was read.',
  proportional: 'Nothing of it is in memory, as far as it was read.',
  swap: 'Nothing of it is swapped out, as far as it was read.',
};

const AREAS: readonly [Area, string][] = [
  ['virtual', 'virtual size'],
  ['resident', 'resident'],
  ['proportional', 'proportional (PSS)'],
  ['swap', 'swapped out'],
];

function TreemapChoices({ columns, grouping, area }: Properties) {
  return (
    <>
      <label>
        Areas are{' '}
        <select
          value={area}
          onChange={event => {
            const chosen = AREAS.find(([name]) => name === event.currentTarget.value)?.[0] ?? 'virtual';
            change(state => ({ ...state, area: chosen }));
          }}
        >
          {AREAS.map(([name, words]) => (
            <option key={name} value={name} disabled={name !== 'virtual' && !columns.measured}>
              {words}
              {name !== 'virtual' && !columns.measured ? ', not read' : ''}
            </option>
          ))}
        </select>
      </label>
      <label>
        grouped by{' '}
        <select
          value={grouping}
          onChange={event => {
            const by = event.currentTarget.value === 'file' ? 'file' : 'category';
            change(state => ({ ...state, by }));
          }}
        >
          <option value="category">category</option>
          <option value="file">file or name</option>
        </select>
      </label>
    </>
  );
}

interface CardProperties {
  readonly hovered: { readonly value: { x: number; y: number } | undefined };
  readonly tiles: readonly Tile[];
  readonly columns: Columns;
  readonly width: number;
}

function TileCard({ hovered, tiles, columns, width }: CardProperties) {
  const point = hovered.value;
  const tile = point === undefined ? undefined : tileAt(tiles, point.x, point.y);
  if (point === undefined || tile === undefined) {
    return null;
  }
  const side = point.x > width / 2 ? { right: `${width - point.x}px` } : { left: `${point.x}px` };
  return (
    <div class="hover-card" role="tooltip" style={{ ...side, top: `${point.y + 14}px` }}>
      <bdi>
        {tile.mapping === undefined
          ? `${visible(tile.group)}: ${count(tile.count)} ${tile.depth === 1 ? 'mappings' : 'more mappings'}, ${bytes(tile.bytes)}`
          : mappingLine(columns, tile.mapping)}
      </bdi>
    </div>
  );
}
