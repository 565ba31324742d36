#include "experience/pages/shell.h"

#include "experience/pages/phrases.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

ShellValues some_values() {
  return {
      .language = "ko",
      .title = "A & <b>",
      .no_script = "C < D",
      .nonce = "n0nce",
      .theme = "auto",
      .context_json = R"({"loginHint":"</script><script>alert(1)</script>{{nonce}}"})",
      .style = ":root{--primary:#123456;}",
  };
}

}  // namespace

TEST_CASE("render_shell fills every place and escapes what it fills in") {
  const auto html = render_shell(
      "<html lang=\"{{lang}}\" dir=\"{{dir}}\" "
      "data-theme=\"{{theme}}\"><head><title>{{title}}</title>"
      "<script nonce=\"{{nonce}}\">{{context}}</script></head>{{noscript}}{ {{",
      some_values()
  );
  CHECK(
      html ==
      "<html lang=\"ko\" dir=\"ltr\" data-theme=\"auto\"><head><title>A &amp; &lt;b&gt;</title>"
      "<script nonce=\"n0nce\">{\"loginHint\":\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"
      "\\u003c/script\\u003e{{nonce}}\"}</script>"
      "<style nonce=\"n0nce\">:root{--primary:#123456;}</style>\n  </head>C &lt; D{ {{"
  );
}

TEST_CASE("to_style takes only hexadecimal colours") {
  const auto style_of = [](std::string_view color) {
    return to_style({{"color", {{"primaryColor", color}}}});
  };
  CHECK(style_of("#2f6f5e") == ":root{--primary:#2f6f5e;}");
  CHECK(style_of("#ABC") == ":root{--primary:#ABC;}");
  for (const auto* color : {"red", "#12345", "#12345g", "#fff;}", "url(//x)", "", "#"}) {
    CHECK(style_of(color).empty());
  }
}

TEST_CASE("to_style keeps CSS from ending its element") {
  CHECK(to_style({{"customCss", "a{color:red}"}}) == "\na{color:red}");
  for (const auto* css : {"a{}</style><script>", "</", "<</style", "a{}</STYLE>"}) {
    CHECK(to_style({{"customCss", css}}).find("</") == std::string::npos);
  }
  CHECK(
      to_style({{"customCss", "a{background:url('data:image/svg+xml,<svg></svg>')}"}}) ==
      "\na{background:url('data:image/svg+xml,<svg><\\/svg>')}"
  );
}

TEST_CASE("image_sources lets CSS of the tenant's own load nothing but what the settings name") {
  using Words = std::vector<std::string>;
  json::object document{{"branding", {{"logoUrl", "https://cdn.example/logo.png?v=1"}}}};
  CHECK(image_sources(document, {}) == Words{"https:"});
  document["customCss"] = "input[value^=a]{background:url(https://evil.example/a)}";
  CHECK(
      image_sources(document, {"https://a.example/;x", "javascript:x", "x"}) ==
      Words{"https://a.example", "https://cdn.example/logo.png"}
  );
  document["customCss"] = nullptr;
  CHECK(image_sources(document, {}) == Words{"https:"});
}

TEST_CASE("to_content_security_policy lets nothing foreign run") {
  CHECK(
      to_content_security_policy(
          {.nonce = "n0nce", .use = PageUse::dialogue, .image_sources = {"https:"}}
      ) ==
      "default-src 'none'; script-src 'nonce-n0nce' 'self'; style-src 'nonce-n0nce' 'self'; "
      "img-src 'self' data: https:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'"
  );
}

TEST_CASE("to_content_security_policy lets Google One Tap in where it is used, and nothing else") {
  const PagePolicy policy{.nonce = "n", .image_sources = {}, .guest = Guest::google_one_tap};
  CHECK(
      to_content_security_policy(policy) ==
      "default-src 'none'; script-src 'nonce-n' 'self' https://accounts.google.com/gsi/client; "
      "style-src 'nonce-n' 'self' https://accounts.google.com/gsi/style; img-src 'self' data:; "
      "frame-src https://accounts.google.com/gsi/; "
      "connect-src 'self' https://accounts.google.com/gsi/; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'"
  );
  const auto response = answer_page(200, "<p>", policy);
  CHECK(*response.find("referrer-policy") == "strict-origin");
  CHECK(*response.find("cross-origin-opener-policy") == "same-origin-allow-popups");
}

TEST_CASE("to_content_security_policy of a preview lets it speak to nobody but its frame") {
  const PagePolicy policy{.nonce = "n", .use = PageUse::preview, .image_sources = {}};
  const auto text = to_content_security_policy(policy);
  CHECK(text.find("connect-src 'none'; form-action 'none'") != std::string::npos);
  CHECK(text.ends_with("frame-ancestors 'self'"));
  CHECK(*answer_page(200, "<p>", policy).find("x-frame-options") == "SAMEORIGIN");
}

TEST_CASE("answer_page carries the headers of an authorization page") {
  const auto response =
      answer_page(200, "<p>", {.nonce = "n", .use = PageUse::dialogue, .image_sources = {}});
  CHECK(*response.find("x-frame-options") == "DENY");
  CHECK(*response.find("referrer-policy") == "no-referrer");
  CHECK(*response.find("cross-origin-opener-policy") == "same-origin");
  CHECK(*response.find("cache-control") == "no-store");
  CHECK(response.find("content-security-policy") != nullptr);
}

TEST_CASE("pick_page_language asks the dialogue, then the browser, then the tenant") {
  http::Request request;
  request.headers.push_back({"accept-language", "*, ko;q=0.5"});
  SignInExperience settings;
  CHECK(pick_page_language("nl en", request, {}, settings) == "en");
  CHECK(pick_page_language("", request, {}, settings) == "ko");
  request.query = "locale=en_GB";
  CHECK(pick_page_language("nl", request, {}, settings) == "en");
  settings.auto_detect_language = false;
  settings.fallback_language = "ko-KR";
  CHECK(pick_page_language("", request, {}, settings) == "ko");
  CHECK(pick_page_language("en", request, {}, settings) == "en");
  settings.fallback_language = "nl";
  CHECK(pick_page_language("", request, {}, settings) == "en");
}

TEST_CASE("pick_page_language knows the languages that the tenant brings") {
  http::Request request;
  request.headers.push_back({"accept-language", "nl-BE, ko;q=0.5"});
  SignInExperience settings;
  const std::vector<CustomPhrases> custom{{.language_tag = "nl"}, {.language_tag = "ko-KR"}};
  CHECK(pick_page_language("", request, {}, settings) == "ko");
  CHECK(pick_page_language("", request, custom, settings) == "nl");
  CHECK(pick_page_language("ko-KR", request, custom, settings) == "ko-KR");
  CHECK(pick_page_language("ko", request, custom, settings) == "ko");
  settings.auto_detect_language = false;
  settings.fallback_language = "nl";
  CHECK(pick_page_language("", request, custom, settings) == "nl");
}

TEST_CASE("pick_page_language takes another region of a language before another language") {
  const SignInExperience settings;
  const std::pair<const char*, const char*> cases[] = {
      {"pt en", "pt-PT"},
      {"pt_br", "pt-BR"},
      {"fr-CA en", "fr"},
      {"zh-Hant-TW", "zh-CN"},
      {"zh-MO", "zh-CN"},
      {"zh-hk", "zh-HK"},
      {"fa", "fa-IR"},
      {"nl", "en"},
  };
  for (const auto& [wanted, picked] : cases) {
    const std::string shown(wanted);
    CAPTURE(shown);
    CHECK(pick_page_language(wanted, http::Request{}, {}, settings) == picked);
  }
}

TEST_CASE("pick_visitor_language lets a person choose where the tenant fixes no language") {
  http::Request request;
  request.headers.push_back({"accept-language", "en"});
  const std::vector<CustomPhrases> custom{{.language_tag = "nl"}};
  SignInExperience settings;
  const auto pick = [&](const char* cookie) {
    auto visit = request;
    visit.headers.push_back({"cookie", cookie});
    return pick_visitor_language("en", visit, custom, settings);
  };
  CHECK(pick("_language=ko") == "ko");
  CHECK(pick("_language=nl") == "nl");
  CHECK(pick("_language=fi") == "en");
  CHECK(pick("_language=ko; _language=nl") == "en");
  CHECK(pick("_language=%20ko") == "en");
  CHECK(pick_visitor_language("ko", request, custom, settings) == "ko");
  settings.auto_detect_language = false;
  CHECK(pick("_language=ko") == "en");
}

TEST_CASE("phrases_json lays the tenant's texts over those of the server") {
  const http::StaticFile files[] = {
      {"/phrases/en.json",
       "application/json",
       R"({"signIn":{"button":"Sign in","headline":"Hello"},"field":{"username":"Username"}})",
       "",
       "\"1\""},
      {"/phrases/ko.json", "application/json", R"({"signIn":{"button":"로그인"}})", "", "\"2\""},
  };
  const auto texts = [&](const char* tag, const char* translation) {
    const std::vector<CustomPhrases> custom{
        {.language_tag = tag, .translation = json::parse(translation).as_object()}};
    return phrases_json(files, tag, custom);
  };
  CHECK(phrases_json(files, "ko", {}) == R"({"signIn":{"button":"로그인"}})");
  CHECK(
      texts("nl", R"({"signIn":{"button":"Inloggen"},"more":{"a":{"b":"c"}}})") ==
      R"({"signIn":{"button":"Inloggen","headline":"Hello"},"field":{"username":"Username"},)"
      R"("more":{"a":{"b":"c"}}})"
  );
  CHECK(
      texts("ko-KR", R"({"signIn":{"button":"들어가기"}})") == R"({"signIn":{"button":"들어가기"}})"
  );
  // Logto's keys stand for ours; what does not fit is left out.
  CHECK(
      texts(
          "en", R"({"action":{"sign_in":"Enter"},"signIn":{"headline":{"a":"b"}},"field":"x"})"
      ) == R"({"signIn":{"button":"Enter","headline":"Hello"},"field":{"username":"Username"},)"
           R"("action":{"sign_in":"Enter"}})"
  );
}

}  // namespace daemun::experience
