import { describe, expect, it } from 'vitest';
import { PALETTES, type Theme } from './palette';

type Color = readonly [number, number, number];

const EYES: Readonly<Record<string, readonly Color[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  // Machado, Oliveira and Fernandes 2009, severity 1.
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): Color {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(i => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return [r, g, b];
}

function dot(a: Color, b: Color): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

const LUMINANCE: Color = [0.2126, 0.7152, 0.0722];

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [dot(LUMINANCE, linear(one)), dot(LUMINANCE, linear(other))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function lab(color: Color): Color {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f(dot([0.4124, 0.3576, 0.1805], color) / 0.95047);
  const y = f(dot(LUMINANCE, color));
  const z = f(dot([0.0193, 0.1192, 0.9505], color) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(hex: string, eye: readonly Color[]): Color {
  const [r = 0, g = 0, b = 0] = eye.map(row => Math.min(1, Math.max(0, dot(row, linear(hex)))));
  return lab([r, g, b]);
}

const themes: Theme[] = ['light', 'dark'];

describe.each(themes)('the %s palette', theme => {
  const { ground, text, faint, selected, families } = PALETTES[theme];
  const colors = Object.values(families);

  it('has a contrast of 3:1 between each mapping and the ground that separates it from its neighbours', () => {
    for (const color of colors) {
      expect(contrast(color, ground)).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(selected, ground)).toBeGreaterThanOrEqual(3);
  });

  it('has text of 4.5:1', () => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(faint, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(EYES))('tells families apart with %s vision', (_, eye) => {
    for (const [i, one] of colors.entries()) {
      for (const other of colors.slice(i + 1)) {
        const [a, b] = [seen(one, eye), seen(other, eye)];
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(15);
      }
    }
  });
});
