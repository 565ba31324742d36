#include "domain/language_tags.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace daemun {

TEST_CASE("is_language_tag knows the listed tags as they are written") {
  const auto tags = all_language_tags();
  CHECK(std::is_sorted(tags.begin(), tags.end()));
  for (const auto tag : tags)
    CHECK(is_language_tag(tag));
  CHECK_FALSE(is_language_tag("en-us"));
  CHECK_FALSE(is_language_tag("tlh"));
  CHECK_FALSE(is_language_tag(""));
}

TEST_CASE("parse_accept_language orders by quality and drops what is not wanted") {
  using Tags = std::vector<std::string>;
  CHECK(parse_accept_language("fr;q=0.5, ko-KR, en;q=0.8, de;q=0") == Tags{"ko-KR", "en", "fr"});
  CHECK(parse_accept_language("") == Tags{});
  CHECK(parse_accept_language(";q=1,,*") == Tags{"*"});
  CHECK(parse_accept_language("en;q=abc, fr") == Tags{"fr"});
}

TEST_CASE("find_language_tag takes the same tag, then the language of any region") {
  constexpr std::string_view built_in[] = {"en", "ko", "pt-PT", "pt-BR", "zh-CN", "zh-TW"};
  const AvailableLanguages available{built_in, {"fr-CA", "ko-KR", "zh-MO", "pt-BR"}};
  const std::pair<const char*, const char*> cases[] = {
      {"KO", "ko"},
      {"ko-KR", "ko-KR"},
      {"ko_kr", "ko-KR"},
      {"ko-KP", "ko"},
      {"fr", "fr-CA"},
      {"fr-FR", "fr-CA"},
      {"pt", "pt-PT"},
      {"pt-AO", "pt-PT"},
      {"pt-BR", "pt-BR"},
      {"zh", "zh-CN"},
      {"zh_tw", "zh-TW"},
      {"zh-HK", "zh-CN"},
      {"zh-mo", "zh-MO"},
  };
  for (const auto& [wanted, found] : cases) {
    const std::string shown(wanted);
    CAPTURE(shown);
    CHECK(find_language_tag(wanted, available) == found);
  }
  for (const auto* wanted : {"ja", "", "*", "k", "-KR"})
    CHECK_FALSE(find_language_tag(wanted, available));
}

TEST_CASE("is_right_to_left tells Arabic from English") {
  CHECK(is_right_to_left("ar"));
  CHECK(is_right_to_left("he-IL"));
  CHECK_FALSE(is_right_to_left("en"));
  CHECK_FALSE(is_right_to_left("ko-KR"));
}

}  // namespace daemun
