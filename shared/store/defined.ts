/** Without the attributes whose value is undefined: absent is the only way in which an item has none. */
export function defined<Item extends object>(item: Item): { [Name in keyof Item]: Exclude<Item[Name], undefined> } {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Item]: Exclude<Item[Name], undefined> };
}
