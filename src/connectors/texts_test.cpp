#include "connectors/texts.h"

#include "base/text.h"
#include "connectors/message_text.h"
#include "connectors/render.h"
#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

const json::object payload = {
    {"code", "123456"},
    {"link", "https://auth.example/x?a=1&b=2"},
    {"organization", {{"name", "Club"}}},
    {"application", {{"name", "<App>"}}},
};

TEST_CASE("built_in_mail has every text in every language") {
  for (const auto language : all_languages) {
    for (const auto type : all_template_types) {
      CAPTURE(to_string(language));
      CAPTURE(to_string(type));
      for (const std::string_view left_out : {"link", "code"}) {
        auto values = payload;
        values.erase(left_out);
        const auto mail = built_in_mail(type, language, values);
        const auto html = render(mail.html, values, Place::html);
        const auto text = render(mail.text, values, Place::text);
        for (const auto* part : {&mail.subject, &html, &text}) {
          CHECK(!part->empty());
          CHECK(part->find("[[") == std::string::npos);
        }
        CHECK(html.find("{{") == std::string::npos);
        CHECK(text.find("{{") == std::string::npos);
        CHECK(html.find("&lt;App&gt;") != std::string::npos);
        CHECK(html.find("color-scheme") != std::string::npos);
        // Nothing is fetched when the mail is opened.
        CHECK(html.find("src=") == std::string::npos);
        CHECK(html.find("url(") == std::string::npos);
      }
    }
  }
}

TEST_CASE("built_in_mail has a notice in every language, without a code") {
  const json::object values = {
      {"time", "2026-11-29 20:53 UTC"},
      {"ip", "203.0.113.7"},
      {"application", {{"name", "App"}}},
      {"deletesAt", "2026-12-13 20:53 UTC"},
      {"link", "https://auth.example/undo"}};
  for (const auto language : all_languages) {
    for (const auto type : notice_types) {
      const auto mail = built_in_mail(type, language, values);
      const auto html = render(mail.html, values, Place::html);
      const auto text = render(mail.text, values, Place::text);
      for (const auto* part : {&html, &text}) {
        CAPTURE(*part);
        CHECK(part->find("203.0.113.7") != std::string::npos);
        CHECK(part->find("2026-11-29 20:53 UTC") != std::string::npos);
        CHECK(part->find("[[") == std::string::npos);
        CHECK(part->find("{{") == std::string::npos);
      }
      CHECK(html.find("class=\"code\"") == std::string::npos);
      const bool has_link = type == TemplateType::email_changed;
      CHECK((html.find("href=\"https://auth.example/undo\"") != std::string::npos) == has_link);
      CHECK((text.find("https://auth.example/undo") != std::string::npos) == has_link);
      const bool has_date = type == TemplateType::account_deletion_scheduled;
      CHECK((text.find("2026-12-13 20:53 UTC") != std::string::npos) == has_date);
    }
  }
}

TEST_CASE("built_in_mail calls a mail with a link no code") {
  CHECK(built_in_mail(TemplateType::generic, Language::en, {}).subject == "Your verification code");
  const json::object link{{"link", "https://auth.example/x"}};
  CHECK(built_in_mail(TemplateType::generic, Language::en, link).subject == "Your link");
}

TEST_CASE("built_in_sms fits into one message in any language") {
  for (const auto language : all_languages) {
    for (const auto type : all_template_types) {
      const auto text = render(built_in_sms(type, language), payload, Place::text);
      CAPTURE(text);
      CHECK(count_characters(text) <= 70);
    }
  }
}

TEST_CASE("language_of follows the payload's locale") {
  CHECK(language_of({{"locale", "ko-KR"}}) == Language::ko);
  CHECK(language_of({{"locale", "fr"}}) == Language::en);
  CHECK(language_of({}) == Language::en);
}

// Of make_mail_text.
MailText mail_text(const json::object& config, const Message& message) {
  crypto::FakeRandom random(1);
  return make_mail_text({config, message, {from_unix_seconds(0), random}}).value();
}

TEST_CASE("make_mail_text prefers the tenant's template") {
  auto message = a_message("ann@user.example");
  message.payload["user"] = {{"name", "<Ann>\nBcc: x"}};
  message.stored = {
      .subject = "Hi {{user.name}}",
      .content = "<p>{{user.name}}</p>",
      .content_type = std::nullopt,
      .reply_to = "help@app.example",
      .send_from = "App\n<a@app.example>"};
  auto made = mail_text({}, message);
  CHECK(made.subject == "Hi <Ann> Bcc: x");
  CHECK(made.html == "<p>&lt;Ann&gt;\nBcc: x</p>");
  CHECK(made.text == "");
  CHECK(made.reply_to == "help@app.example");
  CHECK(made.send_from == "App <a@app.example>");
  message.stored->content_type = ContentType::plain;
  message.stored->reply_to = "a@app.example,b@app.example";
  made = mail_text({}, message);
  CHECK(made.html == "");
  CHECK(made.text == "<p><Ann>\nBcc: x</p>");
  CHECK(made.reply_to == "");
}

TEST_CASE("make_mail_text takes the configuration's template, else the built-in texts") {
  const json::object config = {
      {"templates",
       {{{"usageType", "Generic"},
         {"type", "text/plain"},
         {"subject", "S {{code}}"},
         {"content", "C {{code}}"}}}}};
  auto made = mail_text(config, a_message("ann@user.example"));
  CHECK(made.subject == "S 123456");
  CHECK(made.text == "C 123456");
  made = mail_text({}, a_message("ann@user.example"));
  CHECK(made.subject == "Your sign-in code");
  CHECK(made.text.find("123456") != std::string::npos);
  CHECK(made.html.find("123456") != std::string::npos);
}

TEST_CASE("make_sms_text ends the built-in text with the line that browsers read") {
  auto message = a_message("821012345678");
  message.host = "auth.example";
  crypto::FakeRandom random(1);
  const json::object config;
  CHECK(
      make_sms_text({config, message, {from_unix_seconds(0), random}}).value() ==
      "123456 is your sign-in code. Do not share it.\n\n@auth.example #123456"
  );
}

TEST_CASE("make_sms_text refuses what is longer than providers take") {
  const auto message = a_message("821012345678");
  crypto::FakeRandom random(1);
  for (const std::size_t length : {500U, 501U}) {
    const json::object config = {
        {"templates", {{{"usageType", "SignIn"}, {"content", std::string(length, 'a')}}}}};
    CHECK(
        make_sms_text({config, message, {from_unix_seconds(0), random}}).has_value() ==
        (length == 500)
    );
  }
}

TEST_CASE("read_message_template reads the details of a stored template") {
  const auto made = read_message_template(
      {{"subject", "S"},
       {"content", "C"},
       {"contentType", "text/plain"},
       {"replyTo", "r"},
       {"sendFrom", "f"}}
  );
  CHECK(made.subject == "S");
  CHECK(made.content_type == ContentType::plain);
  CHECK(made.reply_to == "r");
  CHECK(made.send_from == "f");
  CHECK(!read_message_template({{"subject", "S"}}).content_type);
}

}  // namespace
}  // namespace daemun::connectors
