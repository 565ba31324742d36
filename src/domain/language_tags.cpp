#include "domain/language_tags.h"

#include "base/text.h"

#include <algorithm>
#include <iterator>

namespace daemun {
namespace {

constexpr std::string_view tags[] = {
    "af-ZA", "am-ET", "ar",    "ar-AR", "as-IN", "az-AZ", "be-BY", "bg-BG",  "bn-IN", "br-FR",
    "bs-BA", "ca-ES", "cb-IQ", "co-FR", "cs",    "cs-CZ", "cx-PH", "cy-GB",  "da-DK", "de",
    "de-DE", "el-GR", "en",    "en-GB", "en-US", "eo-EO", "es",    "es-419", "es-ES", "et-EE",
    "eu-ES", "fa-IR", "ff-NG", "fi",    "fi-FI", "fo-FO", "fr",    "fr-CA",  "fr-FR", "fy-NL",
    "ga-IE", "gl-ES", "gn-PY", "gu-IN", "ha-NG", "he-IL", "hi-IN", "hr-HR",  "ht-HT", "hu-HU",
    "hy-AM", "id-ID", "ik-US", "is-IS", "it",    "it-IT", "iu-CA", "ja",     "ja-JP", "ja-KS",
    "jv-ID", "ka-GE", "kk-KZ", "km-KH", "kn-IN", "ko",    "ko-KR", "ku-TR",  "ky-KG", "lo-LA",
    "lt-LT", "lv-LV", "mg-MG", "mk-MK", "ml-IN", "mn-MN", "mr-IN", "ms-MY",  "mt-MT", "my-MM",
    "nb-NO", "ne-NP", "nl",    "nl-BE", "nl-NL", "nn-NO", "or-IN", "pa-IN",  "pl-PL", "ps-AF",
    "pt",    "pt-BR", "pt-PT", "ro-RO", "ru",    "ru-RU", "rw-RW", "sc-IT",  "si-LK", "sk-SK",
    "sl-SI", "sn-ZW", "sq-AL", "sr-RS", "sv",    "sv-SE", "sw-KE", "sy-SY",  "sz-PL", "ta-IN",
    "te-IN", "tg-TJ", "th",    "th-TH", "tl-PH", "tr",    "tr-TR", "tt-RU",  "tz-MA", "uk-UA",
    "ur-PK", "uz-UZ", "vi-VN", "zh",    "zh-CN", "zh-HK", "zh-MO", "zh-TW",  "zz-TR",
};

// A header that names more languages than this is not a person's.
constexpr std::size_t max_ranges = 32;

std::string_view primary_of(std::string_view tag) {
  return tag.substr(0, tag.find_first_of("-_"));
}

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

struct Range {
  std::string tag{};
  int quality = 1000;
};

Range parse_range(std::string_view text) {
  const auto semicolon = text.find(';');
  Range range{.tag = std::string(trim(text.substr(0, semicolon)))};
  if (semicolon == std::string_view::npos) return range;
  const auto parameter = trim(text.substr(semicolon + 1));
  const bool is_quality = parameter.starts_with("q=") || parameter.starts_with("Q=");
  range.quality = is_quality ? parse_quality(parameter.substr(2)) : 0;
  return range;
}

}  // namespace

std::span<const std::string_view> all_language_tags() {
  return tags;
}

bool is_language_tag(std::string_view tag) {
  return std::binary_search(std::begin(tags), std::end(tags), tag);
}

std::vector<std::string> parse_accept_language(std::string_view header) {
  std::vector<Range> ranges;
  while (!header.empty() && ranges.size() < max_ranges) {
    const auto comma = header.find(',');
    auto range = parse_range(header.substr(0, comma));
    if (range.quality > 0 && !range.tag.empty()) ranges.push_back(std::move(range));
    if (comma == std::string_view::npos) break;
    header.remove_prefix(comma + 1);
  }
  std::stable_sort(ranges.begin(), ranges.end(), [](const Range& left, const Range& right) {
    return left.quality > right.quality;
  });
  std::vector<std::string> wanted;
  for (auto& range : ranges)
    wanted.push_back(std::move(range.tag));
  return wanted;
}

std::optional<std::string> find_language_tag(
    std::string_view wanted, const AvailableLanguages& available
) {
  std::string tag(wanted);
  std::replace(tag.begin(), tag.end(), '_', '-');
  const auto is_same = [&](std::string_view one) { return equals_ignoring_ascii_case(one, tag); };
  const auto is_same_language = [&](std::string_view one) {
    return equals_ignoring_ascii_case(primary_of(one), primary_of(tag));
  };
  const auto find = [](const auto& among, const auto& fits) -> std::optional<std::string> {
    const auto found = std::find_if(among.begin(), among.end(), fits);
    return found == among.end() ? std::nullopt : std::optional(std::string(*found));
  };
  if (auto same = find(available.custom, is_same)) return same;
  if (auto same = find(available.built_in, is_same)) return same;
  if (auto general = find(available.built_in, is_same_language)) return general;
  return find(available.custom, is_same_language);
}

bool is_right_to_left(std::string_view tag) {
  constexpr std::string_view scripts[] = {"ar", "cb", "fa", "he", "ps", "sy", "ur"};
  return std::find(std::begin(scripts), std::end(scripts), primary_of(tag)) != std::end(scripts);
}

}  // namespace daemun
