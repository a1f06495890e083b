/** One style for every page: the system's own letters, dark on light, one column on a phone. */
export const PAGE_STYLE = `
:root{color-scheme:light;--ink:#1c2430;--soft:#5b6675;--line:#dfe4ea;--ground:#f6f8fa;--accent:#0b5cad}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
a{color:var(--accent);text-decoration:none}a:hover,a:focus-visible{text-decoration:underline}
header{background:#fff;border-bottom:1px solid var(--line)}
header nav,main,footer{max-width:72rem;margin:0 auto;padding:.75rem 1.25rem}
header nav{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:baseline;font-size:.9375rem}
header nav strong{margin-right:.75rem;letter-spacing:.02em}
header nav span{color:var(--soft)}
main{padding-top:1.5rem;padding-bottom:2rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .25rem;font-weight:650}
h2{font-size:1.125rem;margin:2rem 0 .5rem}
.lead{color:var(--soft);margin:0 0 1.25rem;max-width:46rem}
.row{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:1rem 0}
.button{display:inline-block;padding:.375rem .875rem;border:1px solid var(--line);border-radius:6px;background:#fff}
.button.main{background:var(--accent);border-color:var(--accent);color:#fff}
.quiet{color:var(--soft);font-size:.9375rem}
.card{background:#fff;border:1px solid var(--line);border-radius:8px;overflow:hidden}
.map svg{display:block;width:100%;height:auto;max-height:60vh;background:#eef3f7}
.map path{fill:#0b5cad;fill-opacity:.14;stroke:#0b5cad;stroke-width:1.25;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.map path.line{fill:none;stroke-width:2}
.map circle{fill:#0b5cad;stroke:#fff;stroke-width:1.5}
.map a:hover path,.map a:focus path{fill-opacity:.4}.map a:hover path.line{stroke:#b4450a}.map a:hover circle{fill:#b4450a}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{padding:.5rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{background:#fbfcfd;color:var(--soft);font-weight:600;font-size:.8125rem;white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}tbody tr:hover{background:#fafcff}
td{white-space:nowrap}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
td.none{color:#9aa4b0}
.facts th{width:12rem;color:var(--soft);font-weight:500;white-space:nowrap}.facts td{white-space:normal;overflow-wrap:anywhere}
ul.cards{list-style:none;margin:1rem 0;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
ul.cards li{padding:1rem 1.125rem}ul.cards a{font-weight:600}ul.cards p{margin:.25rem 0 0}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.875rem;border-top:1px solid var(--line);margin-top:1rem}
@media(max-width:40rem){h1{font-size:1.375rem}main{padding-top:1rem}th,td{padding:.4375rem .625rem}.facts th{width:8rem;white-space:normal}}
`
