declare module 'split-sms' {
  interface SplitSms {
    split(text: string): { characterSet: 'GSM' | 'Unicode'; parts: { length: number }[]; remainingInPart: number };
  }
  const splitter: SplitSms;
  export default splitter;
}
