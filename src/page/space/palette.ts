/** The colours of drawings. */
import type { Family } from './listing/categories';

/** A theme of the page. */
export type Theme = 'light' | 'dark';

/** The colours of the drawings in a theme. */
export interface Palette {
  /** What lies behind mappings and between them, and the ink of patterns. */
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  /** The outline of the selected mapping. */
  readonly selected: string;
  readonly families: Readonly<Record<Family, string>>;
}

/** The colours of each theme: every family has a contrast of 3:1 with the ground, and differs from the others for colour-blind eyes. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#f4f6f8',
    text: '#1b2430',
    faint: '#65707e',
    selected: '#000000',
    families: {
      heap: '#a22000',
      stack: '#711fb0',
      anonymous: '#9d8600',
      code: '#3e6cf1',
      data: '#0b845e',
      shared: '#d24f9c',
      runtime: '#4d5662',
    },
  },
  dark: {
    ground: '#161b22',
    text: '#e6edf3',
    faint: '#8b949e',
    selected: '#ffffff',
    families: {
      heap: '#ee622e',
      stack: '#905ab5',
      anonymous: '#f2c94c',
      code: '#4f8df9',
      data: '#5eddb7',
      shared: '#f390d7',
      runtime: '#888e90',
    },
  },
};
