#include "api/pagination.h"

#include <doctest/doctest.h>

namespace daemun::api {
namespace {

http::Form query_of(std::string_view text) {
  return *http::parse_form(text);
}

}  // namespace

TEST_CASE("parse_page takes the defaults of Logto") {
  const auto page = parse_page(query_of(""), Paging::always);
  REQUIRE(page);
  REQUIRE(*page);
  CHECK((*page)->number == 1);
  CHECK((*page)->size == 20);
  CHECK((*page)->offset() == 0);
}

TEST_CASE("parse_page leaves an optional page out when the query names none") {
  CHECK_FALSE(parse_page(query_of("other=1"), Paging::optional)->has_value());
  CHECK((*parse_page(query_of("page=3"), Paging::optional))->offset() == 40);
  CHECK((*parse_page(query_of("page_size=5"), Paging::optional))->size == 5);
  CHECK_FALSE(parse_page(query_of("page=3"), Paging::none)->has_value());
}

TEST_CASE("parse_page refuses what is no number in bounds") {
  for (const char* text :
       {"page=0",
        "page=-1",
        "page=x",
        "page=1x",
        "page=",
        "page=1.5",
        "page=+1",
        "page=99999999999999999999",
        "page=1000000001",
        "page_size=0",
        "page_size=101"}) {
    CAPTURE(text);
    const auto page = parse_page(query_of(text), Paging::optional);
    REQUIRE_FALSE(page);
    CHECK(page.error().code == "guard.invalid_pagination");
    CHECK(page.error().status == 400);
  }
}

TEST_CASE("make_link_header names the pages that there are and keeps the rest of the query") {
  const std::string url = "https://auth.example/api/resources";
  const auto query = query_of("q=a+b&page=2&page_size=10");
  CHECK(
      make_link_header(url, query, {.number = 2, .size = 10}, 35) ==
      "<https://auth.example/api/resources?q=a+b&page_size=10&page=1>; rel=\"first\", "
      "<https://auth.example/api/resources?q=a+b&page_size=10&page=1>; rel=\"prev\", "
      "<https://auth.example/api/resources?q=a+b&page_size=10&page=4>; rel=\"last\", "
      "<https://auth.example/api/resources?q=a+b&page_size=10&page=3>; rel=\"next\""
  );
  CHECK(
      make_link_header(url, {}, {.number = 1, .size = 20}, 0) ==
      "<https://auth.example/api/resources?page=1>; rel=\"first\", "
      "<https://auth.example/api/resources?page=1>; rel=\"last\""
  );
}

TEST_CASE("make_capped_link_header goes on without saying where the end is") {
  const std::string url = "https://auth.example/api/logs";
  CHECK(
      make_capped_link_header(url, {}, {.number = 3, .size = 20}) ==
      "<https://auth.example/api/logs?page=1>; rel=\"first\", "
      "<https://auth.example/api/logs?page=2>; rel=\"prev\", "
      "<https://auth.example/api/logs?page=4>; rel=\"next\""
  );
}

}  // namespace daemun::api
