#include "experience/pages/phrases.h"

namespace daemun::experience {

std::string_view phrases_json(std::span<const http::StaticFile> files, Language language) {
  const std::string path = "/phrases/" + std::string(to_string(language)) + ".json";
  for (const auto& file : files) {
    if (file.path == path) return file.bytes;
  }
  return "{}";
}

Language pick_page_language(
    std::string_view tags, const http::Request& request, const SignInExperience& settings
) {
  if (const auto asked = find_language(tags)) return *asked;
  const auto fallback = parse_language(settings.fallback_language).value_or(Language::en);
  if (!settings.auto_detect_language) return fallback;
  return pick_language(request.header("accept-language").value_or(""), fallback);
}

}  // namespace daemun::experience
