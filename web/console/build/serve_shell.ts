// The development server in the place of ours: fills in the shell's places.
import type {Plugin} from 'vite';

const contextAt = (port: number) => ({
  endpoint: process.env['DAEMUN_ENDPOINT'] ?? 'http://localhost:3001',
  adminEndpoint: `http://localhost:${port}`,
  version: 'dev',
  needsSetup: process.env['DAEMUN_NEEDS_SETUP'] === 'true',
});

export function serveShell(): Plugin {
  let port: number;
  return {
    name: 'daemun-serve-shell',
    apply: 'serve',
    configureServer({config, middlewares}) {
      port = config.server.port;
      // Vite knows its base with a slash only; ours is also without.
      middlewares.use((request, _, next) => {
        request.url = request.url?.replace(/^\/console(?=$|\?)/, '/console/');
        next();
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replaceAll('{{lang}}', 'en')
          .replaceAll('{{nonce}}', '')
          .replace('{{context}}', JSON.stringify(contextAt(port))),
    },
  };
}
