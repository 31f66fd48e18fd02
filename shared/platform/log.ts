/** Structured logs, one JSON line each. Never an address, a token or a personal link: ids only. */
import { Logger } from '@aws-lambda-powertools/logger';

export const log = new Logger({ serviceName: 'siaga' });
