#include "domain/language.h"

#include "base/text.h"

namespace daemun {
namespace {

// A header that names more languages than this is not a person's.
constexpr std::size_t max_ranges = 32;

// A quality in thousandths (RFC 9110 12.4.2); 0 for what is not one.
int parse_quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int quality = (text[0] - '0') * 1000;
  if (text.size() == 1) return quality;
  if (text[1] != '.') return 0;
  int weight = 100;
  for (const char c : text.substr(2)) {
    if (c < '0' || c > '9') return 0;
    quality += (c - '0') * weight;
    weight /= 10;
  }
  return quality > 1000 ? 0 : quality;
}

struct LanguageRange {
  std::string_view tag;
  int quality = 1000;
};

LanguageRange parse_range(std::string_view text) {
  const auto semicolon = text.find(';');
  LanguageRange range{.tag = trim(text.substr(0, semicolon))};
  if (semicolon == std::string_view::npos) return range;
  const auto parameter = trim(text.substr(semicolon + 1));
  const bool is_quality = parameter.starts_with("q=") || parameter.starts_with("Q=");
  range.quality = is_quality ? parse_quality(parameter.substr(2)) : 0;
  return range;
}

}  // namespace

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

std::optional<Language> find_language(std::string_view tags) {
  for (const auto& tag : split_words(tags)) {
    if (const auto language = parse_language(tag)) return language;
  }
  return std::nullopt;
}

Language pick_language(std::string_view accept_language, Language fallback) {
  Language picked = fallback;
  int best = 0;
  for (std::size_t count = 0; count < max_ranges && !accept_language.empty(); ++count) {
    const auto comma = accept_language.find(',');
    const auto range = parse_range(accept_language.substr(0, comma));
    const auto language = range.tag == "*" ? fallback : parse_language(range.tag);
    if (language && range.quality > best) {
      picked = *language;
      best = range.quality;
    }
    if (comma == std::string_view::npos) break;
    accept_language.remove_prefix(comma + 1);
  }
  return picked;
}

}  // namespace daemun
