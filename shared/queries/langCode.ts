import { normalizeLang } from './document.ts';
import { QueryProblem } from './queryProblem.ts';

/** The value of `lang:`, as articles carry it. */
export function langCode({ raw, position, length }: { raw: string; position: number; length: number }): string {
  const code = normalizeLang(raw);
  if (/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(code)) return code;
  throw new QueryProblem({
    code: 'unexpected',
    message: (at) =>
      `“${raw}” ${at(position)} is not the code of a language. Write two or three letters, as in lang:id or lang:pt-BR.`,
    position,
    length,
  });
}
