/** The style sheet of a page: light, dark and in print, from a width of 320 pixels. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--muted:#57606a;--rule:#d0d7de;--cash:#0b63b5;--arrears:#a8470a;
--good:#1a6f36;--bad:#b4232c;--warn:#8a5300;--accent:#6639ba;--reported:#8a5300}
@media (prefers-color-scheme:dark){:root{--bg:#0f1419;--fg:#e6edf3;--muted:#9aa5b1;--rule:#333c47;--cash:#6cb6ff;
--arrears:#f0945c;--good:#63c77d;--bad:#ff8a84;--warn:#e3b341;--accent:#c3a6ff;--reported:#e3b341}}
@media print{:root{color-scheme:light;--bg:#fff;--fg:#000;--muted:#444;--rule:#bbb;--cash:#0b63b5;--arrears:#a8470a;
--good:#1a6f36;--bad:#b4232c;--warn:#8a5300;--accent:#6639ba;--reported:#8a5300}}
@page{size:A4;margin:15mm}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.3rem;margin:2.5rem 0 .5rem;border-top:2px solid var(--rule);padding-top:1rem}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
h2,h3{break-after:avoid}
p{margin:.5rem 0}ul{padding-left:1.2rem}li{margin:.25rem 0}
.muted,.aside,.baseline{color:var(--muted)}.small{font-size:.875rem}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}.accent{color:var(--accent)}
.cash{color:var(--cash)}.arrears{color:var(--arrears)}.title{font-weight:600}
dl.answers{display:grid;grid-template-columns:9rem 1fr;gap:.4rem 1rem;margin:1rem 0}
dl.answers dt{color:var(--muted)}dl.answers dd{margin:0}
@media (max-width:600px){dl.answers{display:block}dl.answers dd{margin:0 0 .6rem}}
.scroll{overflow-x:auto;margin:.5rem 0}
.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--cash)}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule);overflow-wrap:normal}
th{font-weight:600;color:var(--muted)}.r{text-align:right;white-space:nowrap}tbody th{color:var(--fg);font-weight:400}
tr{break-inside:avoid}
figure{margin:1rem 0;break-inside:avoid}figcaption{font-weight:600;margin-bottom:.25rem}
figure svg{display:block;max-width:100%;height:auto}
figure .narrow{display:none}
@media (max-width:760px){figure .narrow{display:block}figure .wide{display:none}}
@media print{figure .narrow{display:none}figure .wide{display:block}}
ul.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;font-size:.875rem;margin:.25rem 0}
summary{cursor:pointer;color:var(--muted);font-size:.875rem;padding:.25rem 0}
pre{overflow-x:auto;font:13px/1.25 ui-monospace,"DejaVu Sans Mono",monospace}
a{color:var(--cash)}code{font:.85em ui-monospace,"DejaVu Sans Mono",monospace}
svg text{font:12px system-ui,"Segoe UI","DejaVu Sans",sans-serif;fill:var(--fg)}
svg .tick{fill:var(--muted);font-size:11px}svg .end{text-anchor:end}svg .middle{text-anchor:middle}
svg .lane{font-size:11px}svg .cash-text{fill:var(--cash)}svg .arrears-text{fill:var(--arrears)}
svg .good-text{fill:var(--good)}svg .bad-text{fill:var(--bad)}
svg .grid{stroke:var(--rule);stroke-width:1}svg .axis{stroke:var(--muted);stroke-width:1}
svg .line{fill:none;stroke-width:2}svg .median.cash{stroke:var(--cash)}svg .median.arrears{stroke:var(--arrears)}
svg .median.good{stroke:var(--good)}svg .base{stroke:var(--fg);stroke-dasharray:5 4;stroke-width:1.5}
svg .band.cash,svg .point{fill:var(--cash)}svg .band.arrears{fill:var(--arrears)}svg .band.good{fill:var(--good)}
svg .band.p5{opacity:.18}svg .band.p25{opacity:.28}
svg .bar.good{fill:var(--good)}svg .bar.bad{fill:var(--bad)}svg .bar.total{fill:var(--muted)}svg .bar.plain{fill:var(--cash)}
svg .whisker{fill:none;stroke:var(--fg);stroke-width:1.2}svg .held{stroke:var(--fg);stroke-dasharray:4 3}
svg .reported{fill:none;stroke:var(--reported);stroke-width:2}
svg .mark{text-anchor:middle;font-size:11px}svg .mark.good{fill:var(--good)}svg .mark.bad{fill:var(--bad)}
svg .mark.warn{fill:var(--warn)}svg .mark.accent{fill:var(--accent)}
@media print{body{font-size:10.5pt}main{max-width:none;padding:0}details:not([open]){display:none}
.scroll{overflow:visible}table{font-size:8pt}th,td{padding:.15rem .35rem}.scroll .r{white-space:normal}}
`;
