/** Where the links of a message lead. What stands in them opens something, so they are never logged. */
import type { Subscriber } from '../../subscribers/subscriber.ts';

export const links = (publicUrl: string) => ({
  story: (story: string): string => `${publicUrl}/s/${story}`,
  stop: (token: string): string => `${publicUrl}/x/${token}`,
  pause: ({ pauseToken }: Subscriber): string => `${publicUrl}/p/${pauseToken}`,
  manage: ({ manageToken }: Subscriber): string => `${publicUrl}/m/${manageToken}`,
  leave: ({ leaveToken }: Subscriber): string => `${publicUrl}/l/${leaveToken}`,
  digest: (window: string, { manageToken }: Subscriber): string => `${publicUrl}/d/${window}/${manageToken}`,
});

export type Links = ReturnType<typeof links>;
