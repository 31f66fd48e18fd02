/** A draft: one message to one mailbox, rendered and ready for the gate. */
import type { QueryId } from '../queries/query.ts';
import type { StoryId } from '../stories/story.ts';
import type { IntentKind } from './mailbox.ts';
import type { Rendered } from './render/rendered.ts';

export interface Draft {
  kind: IntentKind;
  /** As the intent will name what it is about: an alert's owed ids, a digest's stories. */
  ids: readonly string[];
  /** Of a digest: its window's id. */
  window?: string;
  stories: readonly StoryId[];
  queries: readonly QueryId[];
  rendered: Rendered;
  /** JSON for whoever wants to know how it came here; never an address or a token. */
  trace: string;
}
