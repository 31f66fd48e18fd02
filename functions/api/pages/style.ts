/**
 * The one style sheet: calm, dense, rules instead of boxes. Light and dark by the reader's system, print in black on
 * white, no web font, no image, no shadow. Colours are held to the contrast of WCAG AA on their ground.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --raised: #ffffff; --ink: #1c1b19; --soft: #5f5b54; --line: #dfdbd3; --edge: #8a867e;
  --accent: #0b5c66; --on-accent: #ffffff; --good: #2c6a2f; --warn: #875200; --bad: #a3261c;
  --mark: #ffe7a0; --mark-ink: #1c1b19; --bar: #75949a;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --serif: Charter, "Iowan Old Style", "Sitka Text", Cambria, "Noto Serif", "Liberation Serif", serif;
  --mono: ui-monospace, "SF Mono", Menlo, "Cascadia Mono", Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161718; --raised: #1e2022; --ink: #e9e6e0; --soft: #a9a59d; --line: #35383b; --edge: #7c8084;
    --accent: #7cc7ce; --on-accent: #0d1f22; --good: #86c98a; --warn: #e3b25c; --bad: #f2978d;
    --mark: #594600; --mark-ink: #fff3cf; --bar: #5f8186;
  }
}
* { box-sizing: border-box; }
html { accent-color: var(--accent); }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 .9375rem/1.5 var(--sans); font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; overflow-wrap: anywhere; }
.wrap { max-width: 70rem; margin: 0 auto; padding-inline: 24px; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 16px; top: 8px; }
header { border-bottom: 1px solid var(--line); }
header .wrap { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 24px; padding-block: 12px; }
.brand { font: 700 1.375rem/1.2 var(--serif); color: var(--ink); text-decoration: none; }
nav a { color: var(--soft); text-decoration: none; margin-right: 16px; display: inline-block; min-height: 24px; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { color: var(--ink); font-weight: 600; }
.lang { margin-left: auto; font-size: .8125rem; }
.lang a { margin: 0 0 0 12px; }
main { padding-block: 24px; }
h1 { font: 600 1.75rem/1.2 var(--serif); margin: 0; }
h2 { font: 600 1.125rem/1.3 var(--serif); margin: 0 0 12px; }
h3 { font: 600 1.125rem/1.3 var(--serif); margin: 0; }
h2 a, h3 a { color: var(--ink); text-decoration: none; }
h2 a:hover, h3 a:hover { text-decoration: underline; }
p { margin: 0 0 12px; }
pre { font: .9375rem/1.5 var(--mono); white-space: pre-wrap; margin: 0 0 12px; }
.soft, small, .meta { color: var(--soft); font-size: .8125rem; }
.meta { margin: 4px 0 0; }
code, .q { font-family: var(--mono); font-size: .875em; }
mark { background: var(--mark); color: var(--mark-ink); font-weight: 600; padding: 0 .12em; border-radius: 2px; }
.ok, .wa, .no { font-weight: 600; }
.ok { color: var(--good); } .wa { color: var(--warn); } .no { color: var(--bad); }
.hd { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding-bottom: 12px; border-bottom: 2px solid var(--ink); margin-bottom: 16px; }
.hd h2 { margin: 0; }
.hd:has(> h2) { margin-top: 32px; }
section:first-child > .hd:has(> h2) { margin-top: 0; }
.hd .tabs { margin-left: auto; font-size: .8125rem; }
.grid { display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: 24px 40px; }
ol, ul { list-style: none; margin: 0 0 16px; padding: 0; }
ol.rows > li, ul.rows > li { padding: 8px 0; border-bottom: 1px solid var(--line); }
.count { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr) auto; gap: 0 8px; align-items: end; }
.count h2 { margin: 0; }
.n { font: 600 1.125rem/1.3 var(--serif); color: var(--soft); align-self: start; }
.lead h2, .lead .n { font-size: 1.5rem; color: var(--ink); }
.sum, .why { margin: 4px 0 0; max-width: 38rem; }
.sum { font: 400 1.125rem/1.5 var(--serif); margin: 8px 0 16px; }
a.go + .soft { margin-left: 12px; }
.examples a { display: inline-block; min-height: 24px; margin-right: 12px; }
svg + p, .ask p, .box p { margin-top: 8px; }
.why { font-family: var(--serif); }
.why .soft { font-family: var(--sans); }
.box { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 16px; margin-bottom: 24px; }
label, legend { font-weight: 600; display: block; margin-bottom: 4px; padding: 0; }
fieldset { border: 0; margin: 0 0 16px; padding: 0; min-width: 0; }
input, select { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--edge); border-radius: 4px; padding: 7px 10px; min-height: 40px; max-width: 100%; }
input[type=radio], input[type=checkbox] { min-height: 0; width: 1.0625rem; height: 1.0625rem; padding: 0; vertical-align: -2px; margin-right: 8px; }
.words { font-family: var(--mono); width: 100%; }
.f { margin-bottom: 12px; }
.f label, .r label { font-weight: 400; }
.box .f input, .box .f select, .box > input { width: 100%; }
.box > input { margin-bottom: 12px; }
.r { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); padding: 4px 0; }
.r label { margin: 0; }
.r input { margin: 4px 0 0; }
.r .soft { grid-column: 2; }
.line { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
.line label { margin: 0; font-weight: 400; }
.ask { margin-bottom: 16px; }
.ask .line > .words { flex: 1 1 16rem; }
button, .go { font: 600 .9375rem/1.2 var(--sans); border-radius: 4px; border: 1px solid var(--edge); background: var(--raised); color: var(--ink); padding: 8px 14px; min-height: 40px; cursor: pointer; }
.go { text-align: center; background: var(--accent); border-color: var(--accent); color: var(--on-accent); display: inline-block; text-decoration: none; }
.box .go { width: 100%; }
button.link { border: 0; background: none; min-height: 24px; padding: 0; font-weight: 400; font-size: .8125rem; color: var(--accent); text-decoration: underline; text-underline-offset: .18em; }
[aria-invalid] { border: 2px solid var(--bad); }
.caret { font: .9375rem/1 var(--mono); color: var(--bad); font-weight: 700; margin: 4px 0 0; padding-left: 11px; white-space: pre; overflow: hidden; }
.notice { border-left: 3px solid var(--accent); padding: 4px 12px; margin-bottom: 16px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-bottom: 24px; }
th, td { text-align: left; vertical-align: baseline; padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .8125rem; border-bottom-color: var(--ink); }
th .q { font-size: .9375rem; font-weight: 600; }
td, th { overflow-wrap: break-word; }
.num { text-align: right; }
form > button { margin-top: 4px; }
.cols + h2, .cols ~ h2 { margin-top: 24px; }
.cols { display: grid; grid-template-columns: 1.25fr 1fr 1fr; gap: 24px 40px; }
.cols > * { border-top: 2px solid var(--ink); padding-top: 12px; }
.cols .line { gap: 8px; }
.nums { display: flex; flex-wrap: wrap; gap: 16px 40px; margin: 0 0 16px; }
.nums div { display: flex; flex-direction: column-reverse; }
.nums dt { color: var(--soft); font-size: .8125rem; }
.nums dd { margin: 0; font: 600 1.5rem/1.4 var(--serif); }
dl.facts { display: grid; grid-template-columns: 1fr auto; gap: 4px 16px; font-size: .8125rem; margin: 12px 0 0; }
dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; text-align: right; }
svg { display: block; overflow: visible; max-width: 100%; }
.bars { stroke: var(--bar); fill: none; } .now { stroke: var(--accent); fill: none; } .base { stroke: var(--line); fill: none; } .limit { stroke: var(--warn); stroke-dasharray: 5 3; fill: none; }
circle { fill: var(--bar); } circle.last { fill: var(--accent); }
svg text { font: .6875rem var(--sans); fill: var(--soft); }
.leave { border-top: 2px solid var(--ink); padding-top: 12px; margin-top: 40px; }
.one { max-width: 38rem; }
footer { border-top: 1px solid var(--line); margin-top: 40px; padding: 16px 0 24px; color: var(--soft); font-size: .8125rem; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 52rem) {
  .wrap { padding-inline: 16px; }
  .grid, .cols { grid-template-columns: minmax(0, 1fr); }
  header nav:first-of-type { order: 3; width: 100%; }
  .hd .tabs { margin: 0; width: 100%; }
  .front > aside { display: contents; }
  .front .box { order: -1; margin: 0; }
  .count { grid-template-columns: 2.5rem minmax(0, 1fr); }
  .count > svg { grid-column: 2; justify-self: end; margin-top: -32px; }
  .count:has(> svg) .meta { padding-right: 104px; }
  thead { position: absolute; clip-path: inset(50%); }
  tr { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; padding: 12px 0; border-bottom: 1px solid var(--line); }
  th, td { border: 0; padding: 0; }
  th[scope=row], td.wide { width: 100%; }
  td[data-before]::before { content: attr(data-before) " "; }
  td[data-after]::after { content: " " attr(data-after); }
  td::before, td::after { color: var(--soft); font-size: .8125rem; }
}
@media print {
  :root { --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --accent: #000; --mark: #fff; --mark-ink: #000; }
  nav, form, button { display: none !important; }
  mark { border-bottom: 2px solid #000; }
  article, li, tr { break-inside: avoid; }
  a[href^=http]::after { content: " " attr(href); font-size: 8pt; }
}
`;
