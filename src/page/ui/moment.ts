/** Moments for people, in the time zone of the reader. */

const two = (value: number) => String(value).padStart(2, '0');

/** The time of a day, such as `23:58:10`. */
export function clock(moment: Date): string {
  return `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
}

/** The day and the time, such as `2026-11-29 23:58:10`. */
export function dayAndClock(moment: Date): string {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${clock(moment)}`;
}

/** A moment as addresses of the page name it: `2026-11-29T23:58:10.000Z`, or without the milliseconds if there are none. */
export function momentText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/** The milliseconds of a moment in an address or an answer; absent if it is none. */
export function epochMillis(text: string | undefined): number | undefined {
  const value = text === undefined || !/^\d{4}-\d\d-\d\dT/.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

const DURATION = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/;

/** The seconds of a duration such as `PT1M30S`; absent if it is none. */
export function durationSeconds(text: string | undefined): number | undefined {
  const parts = DURATION.exec(text ?? '');
  if (parts === null) {
    return undefined;
  }
  const [hours, minutes, seconds] = parts.slice(1).map(part => Number(part ?? 0));
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}
