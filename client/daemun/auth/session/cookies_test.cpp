#include "daemun/auth/session/cookies.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::auth {

namespace {

Cookies as_sent_back(const std::vector<SetCookie>& set) {
  Cookies cookies;
  for (const SetCookie& cookie : set) {
    if (cookie.max_age != Seconds(0)) cookies.emplace_back(cookie.name, cookie.value);
  }
  return cookies;
}

SetCookie a_cookie(std::string value) {
  SetCookie cookie;
  cookie.name = "s";
  cookie.value = std::move(value);
  return cookie;
}

}  // namespace

TEST_CASE("parse_cookies reads every Cookie header and passes over what is none") {
  const Cookies cookies = parse_cookies(
      {{"Cookie", "a=1; b=2=3;  c=;nothing; =x"}, {"Accept", "d=4"}, {"cookie", "e=5"}}
  );
  CHECK(cookies == Cookies{{"a", "1"}, {"b", "2=3"}, {"c", ""}, {"e", "5"}});
}

TEST_CASE("parse_cookies looks at a bounded number of cookies") {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "a=1;";
  CHECK(parse_cookies({{"cookie", text}}).size() == 200);
}

TEST_CASE("find_cookie gives the first of a name") {
  const Cookies cookies = parse_cookies({{"cookie", "a=1; a=2"}});
  CHECK(find_cookie(cookies, "a") == "1");
  CHECK_FALSE(find_cookie(cookies, "A"));
}

TEST_CASE("to_header writes a cookie that scripts and other sites do not get") {
  SetCookie cookie = a_cookie("v");
  CHECK(to_header(cookie).value == "s=v; Path=/; SameSite=Lax; Secure; HttpOnly");
  cookie.scheme = Scheme::http;
  cookie.same_site = SameSite::strict;
  cookie.max_age = Seconds(60);
  cookie.path = "/api";
  CHECK(to_header(cookie).value == "s=v; Path=/api; Max-Age=60; SameSite=Strict; HttpOnly");
}

TEST_CASE("to_header refuses what would be another cookie or another header") {
  for (const char* bad : {"a;b", "a b", "a\r\nSet-Cookie: x=y", "a,b", "\"a\"", "\xed\x95\x9c"}) {
    CHECK_THROWS_AS(to_header(a_cookie(bad)), std::invalid_argument);
  }
  SetCookie named = a_cookie("v");
  named.name = "a=b";
  CHECK_THROWS_AS(to_header(named), std::invalid_argument);
  SetCookie placed = a_cookie("v");
  placed.path = "/;Domain=evil.example";
  CHECK_THROWS_AS(to_header(placed), std::invalid_argument);
}

TEST_CASE("to_cookie_name has the host prefix under https only") {
  CHECK(to_cookie_name("session", Scheme::https) == "__Host-session");
  CHECK(to_cookie_name("session", Scheme::http) == "session");
}

TEST_CASE("make_chunked_cookie and find_chunked_cookie bring a long value back") {
  const std::string value = std::string(10, 'a') + std::string(10, 'b') + std::string(3, 'c');
  const auto set = make_chunked_cookie(a_cookie(value), {}, 10);
  REQUIRE(set.size() == 3);
  CHECK(set[0].name == "s.0");
  CHECK(set[2].value == "ccc");
  CHECK(find_chunked_cookie(as_sent_back(set), "s", 3) == value);
  // More pieces than the reader wants are none at all.
  CHECK_FALSE(find_chunked_cookie(as_sent_back(set), "s", 2));
}

TEST_CASE("make_chunked_cookie takes away what an earlier value left") {
  const Cookies present{{"s.0", "x"}, {"s.1", "y"}, {"s.2", "z"}, {"s.x", "1"}, {"st", "2"}};
  const auto shorter = make_chunked_cookie(a_cookie("short"), present, 10);
  REQUIRE(shorter.size() == 4);
  CHECK(shorter[0].name == "s");
  for (std::size_t i = 1; i < 4; ++i)
    CHECK(shorter[i].max_age == Seconds(0));

  const auto longer = make_chunked_cookie(a_cookie("0123456789ab"), {{"s", "short"}}, 10);
  REQUIRE(longer.size() == 3);
  CHECK(longer[2].name == "s");
  CHECK(longer[2].max_age == Seconds(0));

  CHECK(make_chunked_cookie(a_cookie(""), present, 10).size() == 3);
  CHECK(make_chunked_cookie(a_cookie(""), {}, 10).empty());
}

TEST_CASE("find_chunked_cookie stops at a missing piece") {
  CHECK(find_chunked_cookie({{"s.0", "a"}, {"s.2", "c"}}, "s", 5) == "a");
  CHECK_FALSE(find_chunked_cookie({{"s.1", "b"}}, "s", 5));
}

TEST_CASE("apply_cookies keeps, replaces and removes as a browser does") {
  SetCookie set;
  set.name = "a";
  set.value = "2";
  SetCookie gone;
  gone.name = "b";
  gone.max_age = Seconds(0);
  const Cookies kept = apply_cookies({{"a", "1"}, {"b", "1"}, {"c", "1"}}, {set, gone});
  CHECK(kept == Cookies{{"c", "1"}, {"a", "2"}});
  CHECK(cookie_bytes(kept) == std::string_view("c=1; a=2; ").size());
  CHECK(cookie_bytes({}) == 0);
}

TEST_CASE("without_chunked_cookie leaves out a cookie and its pieces") {
  const Cookies cookies{{"s", "1"}, {"s.0", "1"}, {"s.x", "1"}, {"session", "1"}};
  CHECK(without_chunked_cookie(cookies, "s") == Cookies{{"s.x", "1"}, {"session", "1"}});
}

}  // namespace daemun::auth
