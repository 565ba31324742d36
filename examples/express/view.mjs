// The HTML of the pages.
const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (header, body) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Express with the Logto SDK</title>
    <link rel="stylesheet" href="/style.css" />
  </head>
  <body>
    <main>
      <header>${header}</header>
      ${body}
    </main>
  </body>
</html>
`;

const title = (text) => `<div><h1>Express with the Logto SDK</h1><p>${escape(text)}</p></div>`;

export function show({ isAuthenticated, claims }) {
  if (!isAuthenticated) {
    return page(`${title('Nobody is signed in.')} <a class="button" href="/logto/sign-in">Sign In</a>`, '');
  }
  return page(
    `${title(`Signed in as ${claims.name ?? claims.sub}`)} <a class="button" href="/logto/sign-out">Sign Out</a>`,
    `<section id="claims">
        <h2>Claims</h2>
        <pre>${escape(JSON.stringify(claims, null, 2))}</pre>
      </section>
      <section>
        <h2>More</h2>
        <p><a href="/userinfo">User info</a></p>
        <p><a href="/api-token">API resource token</a></p>
        <p><a href="/organization-tokens">Organization tokens</a></p>
      </section>`,
  );
}

export const showProblem = (message) =>
  page(
    `${title('That did not work.')} <a class="button" href="/">Back</a>`,
    `<section><p class="error" role="alert">${escape(message)}</p></section>`,
  );
