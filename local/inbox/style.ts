/** The look of the product's pages, for the inbox: rules instead of boxes, headlines in the serif, no image, no script. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fcfbf8;--raised:#fff;--ink:#1c1b19;--soft:#5f5b54;--line:#dfdbd3;--edge:#8a867e;
--accent:#0b5c66;--on-accent:#fff;--mark:#ffe7a0;--mark-ink:#1c1b19;--bar:#75949a;--warn:#875200;--bad:#a3261c;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
--serif:Charter,"Iowan Old Style","Sitka Text",Cambria,"Noto Serif","Liberation Serif",serif;
--mono:ui-monospace,"SF Mono",Menlo,"Cascadia Mono",Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{--paper:#161718;--raised:#1e2022;--ink:#e9e6e0;--soft:#a9a59d;--line:#35383b;
--edge:#7c8084;--accent:#7cc7ce;--on-accent:#0d1f22;--mark:#594600;--mark-ink:#fff3cf;--bar:#5f8186;--warn:#e3b25c;--bad:#f2978d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:400 .9375rem/1.5 var(--sans);font-variant-numeric:tabular-nums}
.wrap{max-width:70rem;margin:0 auto;padding:0 24px}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:16px;top:8px}
.top{border-bottom:1px solid var(--line)}
.top .wrap{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 24px;padding-top:12px;padding-bottom:12px}
.brand{font:700 1.375rem/1.2 var(--serif);color:var(--ink);text-decoration:none}
nav a{display:inline-block;color:var(--soft);text-decoration:none;margin-right:18px}
nav a:hover{text-decoration:underline}nav a[aria-current]{color:var(--ink);font-weight:600}
main{padding-top:20px!important}
.head{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;border-bottom:2px solid var(--ink);padding-bottom:12px}
.head nav{margin-left:auto;font-size:.8125rem}.head nav a{margin:0 0 0 14px}
h1{font:600 1.75rem/1.2 var(--serif);margin:0}
h2{font:600 1.25rem/1.3 var(--serif);margin:0 0 4px;overflow-wrap:anywhere}
h3{font:600 1rem/1.3 var(--serif);margin:18px 0 8px}
p{margin:0 0 8px}
.soft,.meta{color:var(--soft);font-size:.8125rem}
.bad{color:var(--bad);font-weight:600}
.post{display:grid;grid-template-columns:22rem minmax(0,1fr);border-bottom:1px solid var(--line)}
.list{list-style:none;margin:0;padding:0;border-right:1px solid var(--line)}
.list>li>a{display:block;padding:10px 16px 11px 12px;color:inherit;text-decoration:none;border-bottom:1px solid var(--line);border-left:3px solid transparent}
.list>li>a:hover .subject{text-decoration:underline}
.list>.current>a{background:var(--raised);border-left-color:var(--accent)}.current .subject{font-weight:600}
.meta{display:flex;flex-wrap:wrap;gap:0 6px}.meta b{font-weight:600;color:var(--ink)}.list time{margin-left:auto}
.subject{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;line-height:1.4;overflow-wrap:anywhere}
.ask{padding:12px 16px 14px 12px;border-bottom:1px solid var(--line);border-left:3px solid var(--warn)}
button{font:600 .9375rem/1.2 var(--sans);border:1px solid var(--edge);border-radius:4px;background:var(--raised);color:var(--ink);padding:8px 14px;min-height:40px;cursor:pointer}
button.go{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button.link{border:0;background:none;min-height:24px;padding:0;font-weight:400;font-size:.8125rem;color:var(--accent);text-decoration:underline;text-underline-offset:.18em}
form.inline{display:inline}
.message{background:var(--raised);padding:20px 28px 24px}
.message .meta{display:block}
.empty{padding:20px 28px 24px;color:var(--soft)}
pre{font:.875rem/1.5 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;margin:16px 0 0;padding:16px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.place{font:.9375rem/1.5 var(--serif)}
mark{background:var(--mark);color:var(--mark-ink);font-weight:600;padding:0 .12em;border-radius:2px}
.theirs{color:var(--soft)}
.way{list-style:none;display:flex;flex-wrap:wrap;gap:8px 0;margin:12px 0;padding:0}
.way li{flex:1 1 6rem;border-top:3px solid var(--bar);padding:6px 12px 0 0}
.way b{display:block;font-weight:600;font-size:.8125rem}.way li:last-child{border-color:var(--accent)}
footer{border-top:1px solid var(--line);margin-top:40px;padding:16px 0 24px;color:var(--soft);font-size:.8125rem}
@media (max-width:52rem){.post{display:flex;flex-direction:column}.opened .message{order:-1}.list{border:0}.list>li>a{padding-right:0}.message{margin:0 -16px;padding:16px}
.head nav{margin:0}.head nav a:first-child{margin:0}pre{font-size:.8125rem}.wrap{padding:0 16px}}
@media print{mark{border-bottom:2px solid #000}nav,form,.skip{display:none!important}.post{display:block}.list{display:none}body{background:#fff;color:#000;font-size:10pt}}
`;
