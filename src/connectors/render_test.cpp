#include "connectors/render.h"

#include <doctest/doctest.h>

namespace daemun::connectors {
namespace {

const json::object payload = {
    {"code", "123456"},
    {"count", 3},
    {"user", {{"name", "<b>Ann & \"Bo\"</b>\r\nBcc: x@y.example"}, {"profile", json::object{}}}},
};

TEST_CASE("render puts values at their placeholders") {
  CHECK(
      render("{{code}}, {{ code }} and {{  count}}", payload, Place::text) == "123456, 123456 and 3"
  );
  CHECK(render("", payload, Place::text) == "");
  CHECK(render("no place", payload, Place::text) == "no place");
}

TEST_CASE("render makes no text beyond its bound") {
  const json::object long_value = {{"name", std::string(10'000, 'x')}};
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "{{name}}";
  CHECK(render(text, long_value, Place::text).size() == 1'000'000);
  for (int i = 0; i < 100'000; ++i)
    text += "{{name}}";
  CHECK_THROWS_AS(render(text, long_value, Place::text), TooLarge);
}

TEST_CASE("render leaves what is no placeholder of the payload") {
  for (const std::string_view text :
       {"{{link}}",
        "{{ link.code }}",
        "{{ }}",
        "{{a b}}",
        "{{code",
        "code}}",
        "{ {code}}",
        "{{co-de}}"}) {
    CAPTURE(text);
    CHECK(render(text, payload, Place::text) == text);
  }
  CHECK(render("{{{{code}}", payload, Place::text) == "{{123456");
  CHECK(render("{{code}}}}", payload, Place::text) == "123456}}");
}

TEST_CASE("render writes nothing for a member that is missing or no text") {
  CHECK(
      render(
          "[{{user.email}}{{code.x}}{{user}}{{user.profile}}{{user.}}{{user..name}}]",
          payload,
          Place::text
      ) == "[]"
  );
}

TEST_CASE("render lets no value add a placeholder") {
  const json::object sly = {{"a", "{{b}}"}, {"b", "secret"}};
  CHECK(render("{{a}} {{b}}", sly, Place::text) == "{{b}} secret");
}

TEST_CASE("render escapes markup in HTML") {
  CHECK(
      render("<p>{{user.name}}</p>", {{"user", {{"name", "<b>Ann & \"Bo\"</b>"}}}}, Place::html) ==
      "<p>&lt;b&gt;Ann &amp; &quot;Bo&quot;&lt;/b&gt;</p>"
  );
}

TEST_CASE("render keeps a header on its line") {
  CHECK(
      render("Hello {{user.name}}\n", payload, Place::header) ==
      "Hello <b>Ann & \"Bo\"</b>  Bcc: x@y.example"
  );
}

}  // namespace
}  // namespace daemun::connectors
