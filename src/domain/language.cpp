#include "domain/language.h"

#include "base/text.h"
#include "domain/language_tags.h"

namespace daemun {

std::string_view to_string(Language language) {
  return language == Language::ko ? "ko" : "en";
}

std::optional<Language> parse_language(std::string_view tag) {
  const auto primary = tag.substr(0, tag.find_first_of("-_"));
  for (const auto language : all_languages) {
    if (equals_ignoring_ascii_case(primary, to_string(language))) return language;
  }
  return std::nullopt;
}

Language pick_language(std::string_view asked, std::string_view accept_language) {
  for (const auto& tag : split_words(asked)) {
    if (const auto language = parse_language(tag)) return *language;
  }
  for (const auto& tag : parse_accept_language(accept_language)) {
    if (tag == "*") break;
    if (const auto language = parse_language(tag)) return *language;
  }
  return Language::en;
}

}  // namespace daemun
