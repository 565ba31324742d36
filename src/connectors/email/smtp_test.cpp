#include "base/encoding.h"
#include "connectors/test_delivery.h"
#include "crypto/signing_key.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "simple-mail-transfer-protocol";
constexpr std::string_view config = R"({
  "host": "mail.app.example", "port": 587, "auth": {"user": "me", "pass": "word"},
  "fromEmail": "App <no-reply@app.example>", "replyTo": "help@app.example",
  "customHeaders": {"X-A": "1", "X-B": ["2", "3"]}, "templates": [
    {"usageType": "SignIn", "contentType": "text/html", "subject": "Code {{code}}", "content": "<p>{{code}}</p>"},
    {"usageType": "Register", "contentType": "text/plain", "subject": "R", "content": "R"},
    {"usageType": "ForgotPassword", "contentType": "text/plain", "subject": "F", "content": "F"},
    {"usageType": "Generic", "contentType": "text/plain", "subject": "G", "content": "G"}]
})";

// The configuration with members changed; null takes one out.
std::string with(std::string_view changes) {
  auto changed = parse_json_object(config).value();
  const auto members = parse_json_object(changes).value();
  for (const auto& [name, value] : members)
    changed[name] = value;
  return json::serialize(changed);
}

MailDelivery make_mail(
    std::string_view changes, const Message& message = a_message("ann@user.example")
) {
  auto delivery = make(id, with(changes), message);
  REQUIRE(delivery);
  return std::get<MailDelivery>(*std::move(delivery));
}

bool is_refused(std::string_view changes) {
  const auto delivery = make(id, with(changes), a_message("ann@user.example"));
  return !delivery && delivery.error().code == ConnectorErrorCode::invalid_config;
}

TEST_CASE("smtp makes a mail of a template") {
  const auto mail = make_mail("{}").mail;
  CHECK(mail.from == net::Mailbox{"App", "no-reply@app.example"});
  CHECK(mail.to == "ann@user.example");
  CHECK(mail.reply_to == "help@app.example");
  CHECK(mail.subject == "Code 123456");
  CHECK(mail.html == "<p>123456</p>");
  CHECK(mail.text == "123456");
  CHECK(mail.message_id == "<m1@app.example>");
  CHECK(mail.date == from_unix_seconds(1'800'000'000));
  REQUIRE(mail.headers.size() == 3);
  CHECK(mail.headers[2].name == "X-B");
  CHECK(mail.headers[2].value == "3");
  CHECK(mail.server.host == "mail.app.example");
  CHECK(mail.server.port == 587);
  CHECK(mail.server.user == "me");
  CHECK(mail.server.password.reveal() == "word");
  CHECK(mail.server.certificate == net::MailCertificate::verified);
  CHECK(mail.server.connect_timeout == std::chrono::seconds(20));
  CHECK(mail.server.timeout == std::chrono::seconds(60));
}

TEST_CASE("smtp sends the tenant's template from its sender") {
  const auto mail = make_mail("{}", a_message_with_template("ann@user.example")).mail;
  CHECK(mail.from == net::Mailbox{"Club", "club@app.example"});
  CHECK(mail.message_id == "<m1@app.example>");
  CHECK(mail.html == "<p>&lt;Ann&gt; 123456</p>");
  CHECK(mail.text == "<Ann> 123456");
}

TEST_CASE("smtp keeps the Message-ID of the first attempt when the sender changes") {
  auto message = a_message("ann@user.example");
  message.id_domain = "first.example";
  CHECK(make_mail("{}", message).mail.message_id == "<m1@first.example>");
  CHECK(
      make_mail(R"({"fromEmail":"no-reply@second.example"})", message).mail.message_id ==
      "<m1@first.example>"
  );
}

TEST_CASE("smtp takes no address of the sender from a value") {
  auto message = a_message_with_template("ann@user.example");
  for (const std::string value : {"evil@x.example", "Bank <evil@x.example>", "<evil@x.example>"}) {
    CAPTURE(value);
    message.payload["organization"] = json::object{{"name", value}};
    for (const std::string made :
         {"{{organization.name}}", "{{organization.name}} <club@app.example>"}) {
      message.stored->send_from = made;
      const auto from = make_mail("{}", message).mail.from;
      CHECK((from.address == "no-reply@app.example" || from.address == "club@app.example"));
    }
  }
}

TEST_CASE("smtp always has a limit of time") {
  const auto server = make_mail(R"({"socketTimeout": 0, "connectionTimeout": 0.4})").mail.server;
  CHECK(server.timeout == std::chrono::seconds(1));
  CHECK(server.connect_timeout == std::chrono::seconds(1));
}

TEST_CASE("smtp sends the built-in texts when it has no templates") {
  auto message = a_message("ann@user.example");
  message.payload["locale"] = "ko";
  const auto mail = make_mail(R"({"templates": null})", message).mail;
  CHECK(mail.subject == "로그인 인증번호 안내");
  CHECK(mail.html.find("<html lang=\"ko\">") != std::string::npos);
}

TEST_CASE("smtp reads how the connection is secured") {
  using net::MailSecurity;
  const auto security = [](std::string_view changes) {
    return make_mail(changes).mail.server.security;
  };
  CHECK(security("{}") == MailSecurity::starttls_if_offered);
  CHECK(security(R"({"secure": true})") == MailSecurity::tls);
  CHECK(security(R"({"port": 465})") == MailSecurity::tls);
  CHECK(security(R"({"requireTLS": true, "ignoreTLS": true})") == MailSecurity::starttls);
  CHECK(security(R"({"ignoreTLS": true})") == MailSecurity::none);
  const auto server =
      make_mail(R"({"tls": {"rejectUnauthorized": false, "servername": "mx.example"}})")
          .mail.server;
  CHECK(server.certificate == net::MailCertificate::any);
  CHECK(server.certificate_name == "mx.example");
}

TEST_CASE("smtp may have no login") {
  CHECK(make_mail(R"({"auth": null})").mail.server.user == "");
  CHECK(make_mail(R"({"auth": {}})").mail.server.user == "");
}

TEST_CASE("smtp uses an access token until it expires") {
  auto delivery = make_mail(R"({"auth": {"type": "OAuth2", "user": "me", "accessToken": "t"}})");
  CHECK(delivery.mail.server.access_token.reveal() == "t");
  CHECK(!delivery.token_request);
  constexpr std::string_view expired = R"({"auth": {"type": "oauth2", "user": "me", "clientId": "c",
    "clientSecret": "s", "refreshToken": "r", "accessToken": "t", "expires": 1800000000000,
    "accessUrl": "https://login.example/token"}})";
  delivery = make_mail(expired);
  CHECK(delivery.mail.server.access_token.empty());
  REQUIRE(delivery.token_request);
  CHECK(
      to_text(*delivery.token_request) ==
      "POST https://login.example/token\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "client_id=c&client_secret=s&refresh_token=r&grant_type=refresh_token"
  );
}

TEST_CASE("smtp asks for a token with the key of a service account") {
  const auto key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::rs256);
  const json::object changes = {
      {"auth",
       {{"type", "oauth2"},
        {"user", "me"},
        {"serviceClient", "svc"},
        {"privateKey", key.to_pem().reveal()}}}};
  const auto request = make_mail(json::serialize(changes)).token_request;
  REQUIRE(request);
  CHECK(request->url == "https://oauth2.googleapis.com/token");
  constexpr std::string_view head =
      "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
  REQUIRE(request->body.starts_with(head));
  const auto assertion = request->body.substr(head.size());
  const auto dot = assertion.rfind('.');
  CHECK(key.public_key().verify(
      assertion.substr(0, dot), parse_base64url(assertion.substr(dot + 1)).value()
  ));
  const auto first = assertion.find('.');
  CHECK(
      parse_base64url(assertion.substr(first + 1, dot - first - 1)).value() ==
      R"({"iss":"svc","scope":"https://mail.google.com/","sub":"me","aud":"https://oauth2.googleapis.com/token",)"
      R"("iat":1800000000,"exp":1800000300})"
  );
}

TEST_CASE("smtp refuses configurations that cannot be meant") {
  CHECK(is_refused(R"({"port": 0})"));
  CHECK(is_refused(R"({"port": 65536})"));
  CHECK(is_refused(R"({"port": 25.5})"));
  CHECK(is_refused(R"({"port": "25"})"));
  CHECK(is_refused(R"({"host": "a b"})"));
  CHECK(is_refused(R"({"host": "a/b"})"));
  CHECK(is_refused(R"({"name": "a\r\nRCPT TO:<x@y.example>"})"));
  CHECK(is_refused(R"({"fromEmail": "a@b.example, c@d.example"})"));
  CHECK(is_refused(R"({"fromEmail": "App"})"));
  CHECK(is_refused(R"({"replyTo": "a@b.example\nBcc: c@d.example"})"));
  CHECK(is_refused(R"({"customHeaders": {"Bcc": "c@d.example"}})"));
  CHECK(is_refused(R"({"customHeaders": {"X-A": "1\r\nBcc: c@d.example"}})"));
  CHECK(is_refused(R"({"customHeaders": {"X A": "1"}})"));
  CHECK(is_refused(R"({"customHeaders": {"X-A": 1}})"));
  CHECK(is_refused(R"({"connectionTimeout": -1})"));
  CHECK(is_refused(
      R"({"auth": {"type": "oauth2", "user": "me", "accessToken": "t", "accessUrl": "http://a.example/"}})"
  ));
  CHECK(is_refused(R"({"auth": {"user": "me", "pass": "word", "other": "x"}})"));
  CHECK(is_refused(R"({"auth": {"type": "plain"}})"));
  CHECK(is_refused(R"({"auth": {"type": "oauth2"}})"));
  CHECK(is_refused(R"({"auth": {"type": "oauth2", "user": "me"}})"));
  CHECK(is_refused(
      R"({"auth": {"type": "oauth2", "user": "me", "accessToken": "t", "accessUrl": "file:///x"}})"
  ));
  CHECK(is_refused(
      R"({"auth": {"type": "oauth2", "user": "me", "serviceClient": "s", "privateKey": "x"}})"
  ));
  CHECK(is_refused(
      R"({"auth": {"type": "oauth2", "user": "me", "serviceClient": "s", "privateKey": {"key": "x", "passphrase": "p"}}})"
  ));
}

}  // namespace
}  // namespace daemun::connectors
