#include "domain/known_browsers.h"

#include <doctest/doctest.h>

namespace daemun {

namespace {

BrowserMark a_mark(char letter) {
  return BrowserMark{
      .id = std::string(browser_mark_id_bytes, letter),
      .issued_at = from_unix_ms(1'800'000'000'123 + letter),
      .signature = std::string(browser_mark_signature_bytes, letter)};
}

std::string ids_of(const std::vector<BrowserMark>& marks) {
  std::string ids;
  for (const auto& mark : marks)
    ids += mark.id.substr(0, 1);
  return ids;
}

}  // namespace

TEST_CASE("parse_browser_marks reads what to_cookie_value wrote") {
  const auto marks = parse_browser_marks(to_cookie_value({a_mark('a'), a_mark('b')}));
  REQUIRE(marks.size() == 2);
  CHECK(marks[1].id == a_mark('b').id);
  CHECK(marks[1].issued_at == a_mark('b').issued_at);
  CHECK(marks[1].signature == a_mark('b').signature);
}

TEST_CASE("parse_browser_marks leaves out what is no mark") {
  const auto good = to_cookie_value({a_mark('a')});
  for (const std::string& value :
       {std::string("."), good.substr(1), good + "=", std::string(good.size(), '!')})
    CHECK(parse_browser_marks(value).empty());
  CHECK(ids_of(parse_browser_marks("x.." + good + ".")) == "a");
}

TEST_CASE("to_cookie_value keeps the five newest marks") {
  std::vector<BrowserMark> marks;
  for (const char letter : {'a', 'b', 'c', 'd', 'e', 'f'})
    marks.push_back(a_mark(letter));
  const auto value = to_cookie_value(marks);
  CHECK(ids_of(parse_browser_marks(value)) == "abcde");
  CHECK(ids_of(parse_browser_marks(value + "." + value)) == "abcde");
}

}  // namespace daemun
