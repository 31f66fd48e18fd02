/** `node --import` this: what the process took, as the last line on standard error. */
export interface Usage {
  /** Of the processor. */
  seconds: number;
  /** The most that it held at once. */
  megabytes: number;
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage: Usage = { seconds: (userCPUTime + systemCPUTime) / 1_000_000, megabytes: maxRSS / 1_024 };
  process.stderr.write(`\n${JSON.stringify(usage)}\n`);
});
