/** The lines of an address space, one for each mode of the strip. */
import type { Columns } from '../listing/columns';
import { gapsAbove } from '../listing/gaps';
import { at, real } from '../listing/numbers';
import type { PageNumber } from '../listing/page-number';
import { Geometry, type Mode } from './geometry';

/** The range of pages that a strip shows, mapped or not. */
export interface Extent {
  readonly from: PageNumber;
  readonly to: PageNumber;
  /** The number of mappings in it, from the first on. */
  readonly mappings: number;
}

/** The line of an address space in a mode; gaps of more pages than the threshold are squeezed. */
export function geometryOf(columns: Columns, extent: Extent, mode: Mode, threshold: number): Geometry {
  const line = new Geometry(mode).to(extent.from, 0);
  if (extent.mappings === 0 || mode === 'true') {
    return line.to(extent.to, extent.to - extent.from);
  }
  return mode === 'squeezed' ? squeezed(line, columns, extent, threshold) : byOrder(line, columns, extent, threshold);
}

function squeezed(line: Geometry, columns: Columns, extent: Extent, threshold: number): Geometry {
  const stretches = [0, ...gapsAbove(columns, threshold).filter(i => i < extent.mappings), extent.mappings];
  for (let k = 0; k + 1 < stretches.length; k++) {
    const first = at(stretches, k);
    const last = at(stretches, k + 1) - 1;
    advance(line, real(columns.start, first), threshold);
    line.to(real(columns.end, last), real(columns.end, last) - real(columns.start, first));
  }
  return advance(line, extent.to, threshold);
}

function byOrder(line: Geometry, columns: Columns, extent: Extent, threshold: number): Geometry {
  for (let i = 0; i < extent.mappings; i++) {
    const start = real(columns.start, i);
    if (start - line.end > threshold) {
      line.to(start, 0, true);
    } else if (start > line.end) {
      line.to(start, 0);
    }
    line.to(real(columns.end, i), 1);
  }
  return extent.to - line.end > threshold ? line.to(extent.to, 0, true) : line;
}

/** Continues a line over free pages: squeezed if there are many. */
function advance(line: Geometry, page: PageNumber, threshold: number): Geometry {
  const free = page - line.end;
  if (free > threshold) {
    return line.to(page, 0, true);
  }
  return free > 0 ? line.to(page, free) : line;
}
