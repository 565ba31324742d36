#include "http/page.h"

#include "base/json.h"

#include <doctest/doctest.h>

namespace daemun::http {

TEST_CASE("fill_places fills every place, and nothing in what it has filled in") {
  const Place places[] = {{"{{a}}", "<{{b}}>"}, {"{{b}}", "2"}, {"</head>", "<!-- --></head>"}};
  CHECK(
      fill_places("<head>{{a}}{{b}}{{a}}</head>{{c}} {{ {", places) ==
      "<head><{{b}}>2<{{b}}><!-- --></head>{{c}} {{ {"
  );
  CHECK(fill_places("", places).empty());
}

TEST_CASE("to_script_json keeps the value and cannot end its element") {
  const std::string text = "{\"a\":\"<!-- & \xe2\x80\xa8\xe2\x80\xa9 한 </script>\"}";
  const auto escaped = to_script_json(text);
  CHECK(escaped.find_first_of("<>&") == std::string::npos);
  CHECK(escaped.find("\xe2\x80\xa8") == std::string::npos);
  CHECK(json::parse(escaped) == json::parse(text));
}

TEST_CASE("page_response lets nobody frame or keep the page") {
  const auto response = page_response(404, "<p>", "default-src 'none'");
  CHECK(response.status == 404);
  CHECK(*response.find("content-security-policy") == "default-src 'none'");
  CHECK(*response.find("x-frame-options") == "DENY");
  CHECK(*response.find("referrer-policy") == "no-referrer");
  CHECK(*response.find("cross-origin-opener-policy") == "same-origin");
  CHECK(*response.find("cache-control") == "no-store");
}

}  // namespace daemun::http
