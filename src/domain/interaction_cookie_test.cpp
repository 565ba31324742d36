#include "domain/interaction_cookie.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun {
namespace {

ApplicationId app(int number) {
  return ApplicationId("app" + std::to_string(number));
}

InteractionId uid(int number) {
  auto text = std::to_string(number);
  return InteractionId(std::string(43 - text.size(), 'u') + text);
}

InteractionCookie parse_json(const std::string& text) {
  return InteractionCookie::parse(to_percent_encoded(text));
}

}  // namespace

TEST_CASE("InteractionCookie gives back what was set, through its text") {
  InteractionCookie cookie;
  cookie.set(app(1), uid(1));
  cookie.set(app(2), uid(2));
  const auto parsed = InteractionCookie::parse(cookie.to_value());
  CHECK(parsed.find(app(1)) == uid(1));
  CHECK(parsed.find(app(2)) == uid(2));
  CHECK(parsed.find_newest() == uid(2));
  CHECK_FALSE(parsed.find(app(3)));
  CHECK(parsed.to_value() == cookie.to_value());
}

TEST_CASE("InteractionCookie writes Logto's percent-encoded map") {
  InteractionCookie cookie;
  cookie.set(app(1), uid(1));
  const auto text = parse_percent_encoded(cookie.to_value());
  REQUIRE(text);
  CHECK(*text == R"({"app1":")" + uid(1).value() + R"(","_legacy":")" + uid(1).value() + R"("})");
}

TEST_CASE("InteractionCookie replaces the dialogue of an application") {
  InteractionCookie cookie;
  cookie.set(app(1), uid(1));
  cookie.set(app(2), uid(2));
  cookie.set(app(1), uid(3));
  CHECK(cookie.find(app(1)) == uid(3));
  CHECK(cookie.find(app(2)) == uid(2));
  CHECK(cookie.find_newest() == uid(3));
}

TEST_CASE("InteractionCookie keeps the dialogues that other tabs of an application began") {
  InteractionCookie cookie;
  cookie.set(app(1), uid(1));
  cookie.set(app(1), uid(2));
  cookie.set(app(1), uid(2));
  cookie.set(app(1), uid(3));
  const auto parsed = InteractionCookie::parse(cookie.to_value());
  CHECK(parsed.list() == std::vector<InteractionId>{uid(1), uid(2), uid(3)});
  CHECK(parsed.find(app(1)) == uid(3));
  cookie.remove(uid(1));
  CHECK(cookie.list() == std::vector<InteractionId>{uid(2), uid(3)});
  cookie.remove(uid(3));
  CHECK_FALSE(cookie.find(app(1)));
  CHECK(cookie.list() == std::vector<InteractionId>{uid(2)});
  CHECK_FALSE(cookie.empty());
  for (int i = 10; i < 40; ++i)
    cookie.set(app(1), uid(i));
  CHECK(cookie.list().size() == 11);
  CHECK(cookie.list().back() == uid(39));
  for (int i = 40; i < 60; ++i)
    cookie.set(app(i), uid(i));
  CHECK(cookie.list().size() == 20);
  CHECK(cookie.to_value().size() < 4096);
}

TEST_CASE("InteractionCookie keeps the ten newest applications in a bounded text") {
  InteractionCookie cookie;
  for (int i = 1; i <= 12; ++i)
    cookie.set(app(i), uid(i));
  CHECK_FALSE(cookie.find(app(1)));
  CHECK_FALSE(cookie.find(app(2)));
  CHECK(cookie.find(app(3)) == uid(3));
  CHECK(cookie.find(app(12)) == uid(12));
  CHECK(cookie.to_value().size() < 4096);
  const auto parsed = InteractionCookie::parse(cookie.to_value());
  for (int i = 3; i <= 12; ++i)
    CHECK(parsed.find(app(i)) == uid(i));
}

TEST_CASE("InteractionCookie forgets a finished dialogue wherever it is named") {
  InteractionCookie cookie;
  cookie.set(app(1), uid(1));
  cookie.set(app(2), uid(2));
  cookie.remove(uid(2));
  CHECK_FALSE(cookie.find(app(2)));
  CHECK_FALSE(cookie.find_newest());
  CHECK(cookie.find(app(1)) == uid(1));
  CHECK_FALSE(cookie.empty());
  cookie.remove(uid(1));
  CHECK(cookie.empty());
}

TEST_CASE("InteractionCookie reads a bare id as the newest dialogue of no application") {
  const auto cookie = InteractionCookie::parse(uid(1).value());
  CHECK(cookie.find_newest() == uid(1));
  CHECK_FALSE(cookie.find(app(1)));
}

TEST_CASE("InteractionCookie takes foreign texts for an empty map") {
  for (const std::string& value : {
           std::string(),
           std::string("null"),
           std::string("[]"),
           std::string("{"),
           std::string("%7B"),
           std::string("%"),
           std::string("%zz"),
           std::string("%00"),
           std::string("%FF"),
           std::string(42, 'u'),
           std::string(44, 'u'),
           std::string(42, 'u') + "!",
           std::string(5000, 'u'),
       }) {
    CAPTURE(value);
    CHECK(InteractionCookie::parse(value).empty());
  }
}

TEST_CASE("InteractionCookie skips members that are no dialogue ids") {
  const auto cookie = parse_json(
      R"({"app1":1,"app2":null,"app3":"short","app4":["x"],"app5":")" + uid(5).value() +
      R"(","app6":{"a":1},"_legacy":"../../etc"})"
  );
  for (const int number : {1, 2, 3, 4, 6})
    CHECK_FALSE(cookie.find(app(number)));
  CHECK(cookie.find(app(5)) == uid(5));
  CHECK_FALSE(cookie.find_newest());
}

TEST_CASE("InteractionCookie refuses a map with one application twice") {
  const auto id = uid(1).value();
  CHECK(parse_json(R"({"app1":")" + id + R"(","app1":")" + id + R"("})").empty());
}

TEST_CASE("InteractionCookie takes no more than ten applications from a browser") {
  std::string text = "{";
  for (int i = 1; i <= 20; ++i)
    text += (i > 1 ? ",\"app" : "\"app") + std::to_string(i) + "\":\"" + uid(i).value() + "\"";
  const auto cookie = parse_json(text + "}");
  int found = 0;
  for (int i = 1; i <= 20; ++i)
    found += cookie.find(app(i)) ? 1 : 0;
  CHECK(found == 10);
}

TEST_CASE("InteractionCookie writes only characters that a cookie may hold") {
  InteractionCookie cookie;
  cookie.set(ApplicationId("a;b, \"c\"\r\n\u00e4"), uid(1));
  const auto value = cookie.to_value();
  CHECK(value.find_first_of("; ,\"\\\r\n") == std::string::npos);
  CHECK(InteractionCookie::parse(value).find(ApplicationId("a;b, \"c\"\r\n\u00e4")) == uid(1));
}

}  // namespace daemun
