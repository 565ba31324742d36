#include "http/cookie.h"

#include "base/http_date.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace daemun;
using namespace daemun::http;

TEST_CASE("find_cookie reads the one cookie of a name, and refuses two") {
  struct Row {
    std::string text;
    std::string name;
    std::optional<std::string> value;
  };
  const std::vector<Row> table = {
      {"", "a", std::nullopt},
      {"a=1", "a", "1"},
      {"a=1", "b", std::nullopt},
      {"a=1", "A", std::nullopt},
      {"b=2; a=1", "a", "1"},
      {"b=2;a=1", "a", "1"},
      {" a=1 ;b=2", "a", "1"},
      {"a=1; a=2", "a", std::nullopt},
      {"a=1; b=2; a=1", "a", std::nullopt},
      {"a=", "a", ""},
      {"a", "a", std::nullopt},
      {"xa=1", "a", std::nullopt},
      {"a=b=c", "a", "b=c"},
      {"a=%20", "a", "%20"},
      {R"(a={"b":"c"})", "a", R"({"b":"c"})"},
      {"a=x y; a=2", "a", std::nullopt},
      {"a=\xc3\xa9", "a", std::nullopt},
      {"__Host-a=1", "a", std::nullopt},
  };
  for (const Row& row : table) {
    CAPTURE(row.text);
    Request request;
    request.headers = {{"cookie", row.text}};
    CHECK(find_cookie(request, row.name) == row.value);
  }
}

TEST_CASE("find_cookie refuses a cookie that stands in two lines") {
  Request request;
  request.headers = {{"cookie", "a=1"}, {"cookie", "a=2; b=1"}};
  CHECK_FALSE(find_cookie(request, "a"));
  CHECK(find_cookie(request, "b") == "1");
}

TEST_CASE("has_cookie sees what find_cookie refuses") {
  Request request;
  request.headers = {{"cookie", "a=1; a=2; b=x y"}};
  CHECK(has_cookie(request, "a"));
  CHECK(has_cookie(request, "b"));
  CHECK_FALSE(has_cookie(request, "c"));
}

TEST_CASE("to_set_cookie writes the attributes in order") {
  Cookie cookie;
  cookie.name = "_session";
  cookie.value = "abc";
  CHECK(to_set_cookie(cookie) == "_session=abc; path=/; samesite=lax; httponly");
  cookie.path = "/oidc";
  cookie.expires = from_unix_seconds(1'795'408'491);
  cookie.secure = SecureCookie::yes;
  cookie.http_only = HttpOnly::no;
  CHECK(
      to_set_cookie(cookie) ==
      "_session=abc; path=/oidc; expires=Mon, 23 Nov 2026 04:34:51 GMT; samesite=lax; secure"
  );
}

TEST_CASE("to_set_cookie throws for what cannot be written") {
  for (const std::string_view value : {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nb", "\xc3\xa9"}) {
    Cookie cookie;
    cookie.name = "a";
    cookie.value = value;
    CHECK_THROWS_AS(to_set_cookie(cookie), std::invalid_argument);
  }
  Cookie name;
  name.name = "a=b";
  CHECK_THROWS_AS(to_set_cookie(name), std::invalid_argument);
  Cookie path;
  path.name = "a";
  path.path = "/;domain=b";
  CHECK_THROWS_AS(to_set_cookie(path), std::invalid_argument);
}

TEST_CASE("to_removed_cookie expires in 1970") {
  CHECK(
      to_removed_cookie("a", "/b", SecureCookie::no) ==
      "a=; path=/b; expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax; httponly"
  );
}

TEST_CASE("to_http_date writes RFC 9110's example") {
  CHECK(to_http_date(from_unix_seconds(784'111'777)) == "Sun, 06 Nov 1994 08:49:37 GMT");
}
