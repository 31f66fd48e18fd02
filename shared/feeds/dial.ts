/**
 * One request on a connection of its own, up to the end of the answer's head.
 *
 * Every way in which a connection can end settles it: node:http tells of some by 'error', of others only by 'close',
 * and hands a connection that changes its protocol over without a word to who does not listen for it.
 */
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';

export class SlowHead extends Error {}
/** What came is no answer that could be read; its message says why. */
export class BadAnswer extends Error {}

/** "Just a moment" heads (100 to 199) before the answer; an honest server sends one or two. */
const MOST_INTERIM = 20;

export type Request = (target: URL, options: RequestOptions) => ClientRequest;

/** Destroying the answer closes the connection. */
export function dial(
  request: Request,
  target: URL,
  options: RequestOptions,
  { body, withinMs }: { body: string | undefined; withinMs: number },
): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const asked = request(target, options);
    const timer = setTimeout(() => asked.destroy(new SlowHead()), withinMs);
    let answer: IncomingMessage | undefined;
    let interim = 0;
    const answered = (response: IncomingMessage): void => {
      if (interim > MOST_INTERIM) return;
      clearTimeout(timer);
      answer = response;
      // Until somebody reads it, who then asks for what it stumbled over.
      response.on('error', () => undefined);
      done(response);
    };
    asked.on('response', answered);
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      answered(response);
    });
    asked.on('information', () => {
      if (++interim > MOST_INTERIM) asked.destroy(new BadAnswer('it only says that it will answer'));
    });
    asked.on('error', (error) => {
      fail(error);
      // A body that ends with its connection would otherwise look whole. One that is whole stays so, whatever follows it.
      if (!answer?.complete) answer?.destroy(error);
    });
    asked.on('close', () => {
      clearTimeout(timer);
      fail(new BadAnswer('the connection was closed without an answer'));
    });
    asked.end(body);
  });
}
