/**
 * Time, as an argument.
 *
 * Everything that depends on the time takes a `Clock`, so that a test can own it. Only an entry point
 * (a handler, a command) passes `systemClock`; on one machine the runner moves the `Date` that it reads.
 */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
