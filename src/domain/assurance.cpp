#include "domain/assurance.h"

#include "base/text.h"

#include <algorithm>

namespace daemun {
namespace {

std::size_t level_of(std::string_view word) {
  const auto* found = std::find(assurance_words.begin(), assurance_words.end(), word);
  return static_cast<std::size_t>(found - assurance_words.begin());
}

}  // namespace

std::string_view acr_of(const std::vector<std::string>& amr) {
  // RFC 8176: proof of possession of a key, in hardware or software.
  if (contains(amr, "hwk") || contains(amr, "swk")) return "phr";
  return contains(amr, "mfa") ? "mfa" : "pwd";
}

std::vector<std::string> parse_acr_values(std::string_view text) {
  std::vector<std::string> known;
  for (auto& word : split_words(text)) {
    if (level_of(word) < assurance_words.size() && !contains(known, word))
      known.push_back(std::move(word));
  }
  return known;
}

bool is_assured(const std::vector<std::string>& amr, const std::vector<std::string>& acr_values) {
  const auto reached = level_of(acr_of(amr));
  return acr_values.empty() ||
         std::any_of(acr_values.begin(), acr_values.end(), [reached](const std::string& word) {
           return level_of(word) <= reached;
         });
}

}  // namespace daemun
