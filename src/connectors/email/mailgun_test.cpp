#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "mailgun-email";
constexpr std::string_view config =
    R"({"domain": "mg.app.example", "apiKey": "key", "from": "App <no-reply@app.example>", "deliveries": {
    "SignIn": {"subject": "Code {{code}}", "html": "<b>{{code}}</b>", "text": "{{code}}", "replyTo": "help@app.example"},
    "Generic": {"template": "generic", "variables": {"a": 1, "code": "x"}}}})";

TEST_CASE("mailgun sends the text of the use") {
  CHECK(
      make_text(id, config, a_message("ann@user.example")) ==
      "POST https://api.mailgun.net/v3/mg.app.example/messages\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "Authorization: Basic YXBpOmtleQ==\n"
      "\n"
      "from=App+%3Cno-reply%40app.example%3E&to=ann%40user.example&subject=Code+123456&"
      "h%3AReply-To=help%40app.example&html=%3Cb%3E123456%3C%2Fb%3E&text=123456"
  );
}

TEST_CASE("mailgun sends the name and the variables of a template") {
  CHECK(
      make_text(id, config, a_message("ann@user.example", TemplateType::bind_mfa)) ==
      "POST https://api.mailgun.net/v3/mg.app.example/messages\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "Authorization: Basic YXBpOmtleQ==\n"
      "\n"
      "from=App+%3Cno-reply%40app.example%3E&to=ann%40user.example&template=generic&"
      "h%3AX-Mailgun-Variables=%7B%22a%22%3A1%2C%22code%22%3A%22123456%22%2C%22locale%22%3A"
      "%22en%22%7D"
  );
}

TEST_CASE("mailgun sends the tenant's template from its sender") {
  CHECK(
      make_text(id, config, a_message_with_template("ann@user.example")) ==
      "POST https://api.mailgun.net/v3/mg.app.example/messages\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "Authorization: Basic YXBpOmtleQ==\n"
      "\n"
      "from=Club+%3Cclub%40app.example%3E&to=ann%40user.example&subject=Hi+%3CAnn%3E&"
      "h%3AReply-To=help%40app.example&html=%3Cp%3E%26lt%3BAnn%26gt%3B+123456%3C%2Fp%3E"
  );
}

TEST_CASE("mailgun refuses another host and deliveries without content") {
  const auto refuses = [](std::string_view change, std::string_view value) {
    auto changed = parse_json_object(config).value();
    changed[change] = parse_json(value).value();
    return !check_config(*find_factory(id), changed);
  };
  CHECK(!refuses("endpoint", R"("https://api.eu.mailgun.net")"));
  CHECK(refuses("endpoint", R"("https://mailgun.net.evil.example")"));
  CHECK(refuses("endpoint", R"("https://evil.example/.mailgun.net")"));
  CHECK(refuses("endpoint", R"("https://evil.example#.mailgun.net")"));
  CHECK(!refuses("deliveries", R"({"SignIn": {"template": "t"}})"));
  CHECK(refuses("deliveries", R"({"SignIn": {"subject": "s"}})"));
  CHECK(refuses("deliveries", R"({"SignIn": "t"})"));
  CHECK(refuses("deliveries", R"({"SignIn": {"html": "h", "replyTo": "a@b.example, c@d.example"}})")
  );
  CHECK(refuses("from", R"("a@b.example, c@d.example")"));
}

TEST_CASE("mailgun keeps an answer address on its line") {
  auto changed = parse_json_object(config).value();
  changed["deliveries"].at("SignIn").as_object()["replyTo"] = "Help\r\nX: y <help@app.example>";
  const auto text = make_text(id, json::serialize(changed), a_message("ann@user.example"));
  CHECK(
      text.find("&h%3AReply-To=%22Help++X%3A+y%22+%3Chelp%40app.example%3E&") != std::string::npos
  );
}

TEST_CASE("mailgun reads the answers of the service") {
  CHECK(read(id, 200, R"({"id":"<m>","message":"Queued."})") == "");
  CHECK(read(id, 401, "Forbidden") == R"(general {"statusCode":401,"body":"Forbidden"})");
}

}  // namespace
}  // namespace daemun::connectors
