// A company's SAML provider in the console: metadata, attributes, signing keys, and sign-ins from the company's portal.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, pick, saved, tab } from '../lib/console.mjs';
import { closed, confirm, fromMenu, submit } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let browser;
let page;
let id;

// A certificate that lasts so many days, as a company's provider has one.
function makeCertificate(days) {
  const folder = mkdtempSync(join(tmpdir(), 'daemun-e2e-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=id.acme.example'];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', String(days), ...subject, ...files], {
    stdio: 'ignore',
  });
  const text = readFileSync(certificate, 'utf8');
  rmSync(folder, { recursive: true });
  return text;
}

const metadataOf = (certificate) => `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://id.acme.example/saml">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data><X509Certificate>${certificate.replaceAll(/-----[^-]+-----|\s/g, '')}</X509Certificate></X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://id.acme.example/sso"/>
  </IDPSSODescriptor>
</EntityDescriptor>
`;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_sso_saml');
  page = await openConsole(browser, server, { path: '/enterprise-sso?new=true' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const connector = () => management.get(`/sso-connectors/${id}`);
const keys = () => management.get(`/sso-connectors/${id}/signing-keys`);
const portal = `idp-initiated-auth-config`;
const turn = (name) => page.getByRole('switch', { name }).click();
const save = () => button(page, 'Save changes').click();
const refused = () => page.locator('[aria-invalid=true]').first().waitFor();

test('it shows what the company has to enter', async () => {
  await page.getByRole('radio', { name: 'SAML', exact: true }).click();
  await field(page, 'Connector name').fill('Acme');
  await submit(page);
  await heading(page, 'Acme').waitFor();
  [{ id }] = await management.get('/sso-connectors');
  const reply = `${server.endpoint}/api/authn/single-sign-on/saml/${id}`;
  assert.equal(await field(page, 'Reply URL (assertion consumer service)').inputValue(), reply);
  assert.equal(await field(page, 'Entity ID (audience)').inputValue(), `${server.endpoint}/enterprise-sso/${id}`);
  assert.equal(await field(page, 'Service provider metadata URL').inputValue(), `${reply}/metadata`);
  assert.equal(await tab(page, 'Signing keys').count(), 1);
  await look(page, '01-new');
});

test('metadata that is none is refused beside the field', async () => {
  await page.getByText('XML', { exact: true }).click();
  await field(page, 'Metadata (XML)').fill('<html/>');
  await save();
  await refused();
  await look(page, '02-refused');
  assert.deepEqual((await connector()).config, {});
});

test('metadata and attributes are saved, and a certificate about to expire warns', async () => {
  await field(page, 'Metadata (XML)').fill(metadataOf(makeCertificate(12)));
  await field(page, 'Email address').fill('mail');
  await saved(page);
  await page.getByText('The certificate of the provider expires soon.').waitFor();
  await page.getByText('https://id.acme.example/sso', { exact: true }).waitFor();
  await look(page, '03-metadata');
  const { config, providerConfig } = await connector();
  assert.deepEqual(config.attributeMapping, { email: 'mail' });
  assert.equal(providerConfig.identityProvider.entityId, 'https://id.acme.example/saml');
});

test('requests are signed once there is an active key', async () => {
  await turn('Sign requests');
  await save();
  await page.getByText('Signed requests need an active signing key.').waitFor();
  await button(page, 'Discard').click();
  await tab(page, 'Signing keys').click();
  await page.getByText('No signing key yet').waitFor();
  await button(page, 'Create signing key').click();
  await submit(page);
  await closed(page);
  await page.getByText('Active', { exact: true }).waitFor();
  const [key] = await keys();
  assert.equal(key.active, true);
  await page.getByText(key.fingerprints.sha256.formatted).waitFor();
  await tab(page, 'Connection').click();
  await turn('Sign requests');
  await saved(page);
  assert.equal((await connector()).config.signAuthnRequest, true);
});

test('a new key takes over when the company has its certificate', async () => {
  await tab(page, 'Signing keys').click();
  await button(page, 'Create signing key').click();
  await submit(page);
  await closed(page);
  const [old, next] = (await keys()).toSorted((one, other) => one.createdAt - other.createdAt);
  assert.deepEqual([old.active, next.active], [true, false]);
  const menuOf = ({ fingerprints }) => `More actions: ${fingerprints.sha256.formatted.slice(0, 8)}`;
  await button(page, menuOf(next)).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download certificate' }).click(),
  ]);
  assert.equal(readFileSync(await download.path(), 'utf8'), next.certificate);
  await fromMenu(page, 'Activate', menuOf(next));
  await confirm(page);
  await look(page, '04-keys');
  await fromMenu(page, 'Delete', menuOf(old));
  await confirm(page);
  const left = await keys();
  assert.deepEqual(
    left.map(({ id: kept, active }) => [kept, active]),
    [[next.id, true]],
  );
});

test('sign-ins from the portal are off, and go to one application', async () => {
  await management.expect(404, 'GET', `/sso-connectors/${id}/${portal}`);
  const oidcClientMetadata = { redirectUris: ['https://shop.example/callback'], postLogoutRedirectUris: [] };
  const shop = await management.post('/applications', { name: 'Shop', type: 'Traditional', oidcClientMetadata });
  await page.reload();
  await tab(page, 'Sign-in from the portal').click();
  await turn('Accept sign-ins that start at the provider');
  await save();
  await page.getByText('Choose an application.').waitFor();
  await page.getByLabel(/^Application \*/).first().click();
  await page.getByRole('option', { name: 'Shop' }).click();
  await pick(page, 'Redirect URI', 'https://shop.example/callback');
  await saved(page);
  await look(page, '05-portal');
  const config = await management.get(`/sso-connectors/${id}/${portal}`);
  assert.equal(config.defaultApplicationId, shop.id);
  assert.equal(config.redirectUri, 'https://shop.example/callback');
  assert.equal(config.autoSendAuthorizationRequest, true);
  await turn('Accept sign-ins that start at the provider');
  await saved(page);
  await management.expect(404, 'GET', `/sso-connectors/${id}/${portal}`);
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: `/enterprise-sso/${id}`,
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByText('공급자의 인증서가 곧 만료돼요').waitFor();
  await look(window, '06-connection-korean');
  for (const [name, picture] of [
    ['이메일 도메인', '07-domains-korean'],
    ['이름과 로고', '08-appearance-korean'],
    ['서명 키', '09-keys-korean'],
    ['포털에서 로그인', '10-portal-korean'],
  ]) {
    await tab(window, name).click();
    await window.getByRole('tabpanel', { name }).waitFor();
    await look(window, picture);
  }
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
