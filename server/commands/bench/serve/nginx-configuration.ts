/**
 * nginx as a good administrator sets it up for files: `plain/` as they are, `gzip/` compressed beforehand. Its gzip_static module is
 * not in every build; files that are compressed already, at an address of their own, spare it even the looking.
 *
 * @param folder where the files lie, and what it writes itself
 */
export function nginxConfiguration(folder: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${folder}/temporary/${name};`)
    .join('\n')
  return `daemon off;
worker_processes auto;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
${temporary}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  default_type application/vnd.mapbox-vector-tile;
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    location = /health { return 204; }
    location /gzip/ { add_header Content-Encoding gzip; add_header Vary Accept-Encoding; }
  }
}
`
}
