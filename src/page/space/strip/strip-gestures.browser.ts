/** The gestures on the strip: wheel, drag, click and double click. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { StripView } from './strip-view.browser';

/** What the gestures do besides moving the strip. */
export interface Gestures {
  readonly hover: (x: number | undefined) => void;
  readonly click: (x: number) => void;
  readonly doubleClick: (x: number) => void;
}

const DRAG_FROM = 4;
const LINE = 16;
const WHEEL_ZOOM = 0.0022;

export function useGestures(element: RefObject<HTMLElement | null>, strip: StripView, gestures: Gestures): void {
  useEffect(() => {
    const target = element.current;
    if (target === null) {
      return;
    }
    const left = () => target.getBoundingClientRect().left;
    let grip: { x: number; moved: boolean; edge: number } | undefined;

    const wheel = (event: WheelEvent) => {
      // The page scrolls as long as the whole strip is in sight.
      if (!strip.isZoomed() && !event.ctrlKey) {
        return;
      }
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
        strip.pan((event.deltaX || event.deltaY) * unit);
      } else {
        strip.zoom(Math.exp(-event.deltaY * unit * WHEEL_ZOOM), event.clientX - left());
      }
    };
    const down = (event: PointerEvent) => {
      if (event.button === 0) {
        grip = { x: event.clientX, moved: false, edge: left() };
        target.setPointerCapture(event.pointerId);
      }
    };
    const move = (event: PointerEvent) => {
      if (grip === undefined) {
        gestures.hover(event.offsetX);
        return;
      }
      grip.moved ||= Math.abs(event.clientX - grip.x) >= DRAG_FROM;
      if (grip.moved) {
        strip.pan(grip.x - event.clientX);
        grip.x = event.clientX;
        gestures.hover(undefined);
      }
    };
    const up = (event: PointerEvent) => {
      if (grip !== undefined && !grip.moved && event.type === 'pointerup') {
        gestures.click(event.clientX - grip.edge);
      }
      grip = undefined;
    };
    const out = () => gestures.hover(undefined);
    const dismiss = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        gestures.hover(undefined);
      }
    };
    const double = (event: MouseEvent) => gestures.doubleClick(event.clientX - left());

    addEventListener('keydown', dismiss);
    target.addEventListener('wheel', wheel, { passive: false });
    target.addEventListener('pointerdown', down);
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', up);
    target.addEventListener('pointercancel', up);
    target.addEventListener('pointerleave', out);
    target.addEventListener('dblclick', double);
    return () => {
      removeEventListener('keydown', dismiss);
      target.removeEventListener('wheel', wheel);
      target.removeEventListener('pointerdown', down);
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', up);
      target.removeEventListener('pointercancel', up);
      target.removeEventListener('pointerleave', out);
      target.removeEventListener('dblclick', double);
    };
  }, [element, strip, gestures]);
}
