/** A message as SNS gets it. */
export interface Rendered {
  /** Empty for SMS. */
  subject: string;
  body: string;
  /** SMS parts; 0 for e-mail. */
  parts: number;
}
