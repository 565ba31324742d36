#include "experience/pages/phrases.h"

#include "base/text.h"
#include "domain/language_tags.h"
#include "domain/page_languages.h"
#include "http/cookie.h"
#include "http/form.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

// Where a text that is written for Logto's pages stands on ours. Both are "group.key".
struct Alias {
  std::string_view logto;
  std::string_view here;
};
constexpr Alias aliases[] = {
    {"action.authorize", "consent.authorize"},
    {"action.back", "common.back"},
    {"action.cancel", "consent.cancel"},
    {"action.continue", "common.continue"},
    {"action.create_account", "register.button"},
    {"action.create_account", "signIn.register"},
    {"action.sign_in", "register.signIn"},
    {"action.sign_in", "signIn.button"},
    {"description.create_your_account", "register.headline"},
    {"description.have_account", "register.haveAccount"},
    {"description.no_account", "signIn.noAccount"},
    {"description.privacy_policy", "common.privacyPolicy"},
    {"description.sign_in_to_your_account", "signIn.headline"},
    {"description.terms_of_use", "common.termsOfUse"},
    {"input.confirm_password", "field.confirmPassword"},
    {"input.email", "field.email"},
    {"input.password", "field.newPassword"},
    {"input.password", "field.password"},
    {"input.phone_number", "field.phone"},
    {"input.username", "field.username"},
};

std::pair<std::string_view, std::string_view> split_key(std::string_view key) {
  const auto dot = key.find('.');
  return {key.substr(0, dot), key.substr(dot + 1)};
}

const json::value* find_phrase(const json::object& phrases, std::string_view key) {
  const auto [group_name, name] = split_key(key);
  const auto* group = find_object(phrases, group_name);
  return group != nullptr ? group->if_contains(name) : nullptr;
}

// Lays texts over texts and groups over groups; a text where a group belongs (or the other way) is
// left out, because the pages could not show it.
void lay_over(json::object& phrases, const json::object& custom) {
  for (const auto& member : custom) {
    auto* below = phrases.if_contains(member.key());
    if (below == nullptr) {
      phrases[member.key()] = member.value();
    } else if (below->is_object() && member.value().is_object()) {
      lay_over(below->get_object(), member.value().get_object());
    } else if (below->is_string() && member.value().is_string()) {
      *below = member.value();
    }
  }
}

void apply_aliases(json::object& phrases, const json::object& custom) {
  for (const auto& alias : aliases) {
    const auto* text = find_phrase(custom, alias.logto);
    if (text == nullptr || !text->is_string() || find_phrase(phrases, alias.here) == nullptr)
      continue;
    const auto [group, name] = split_key(alias.here);
    phrases[group].as_object()[name] = *text;
  }
}

std::optional<std::string_view> find_file(
    std::span<const http::StaticFile> files, std::string_view path
) {
  for (const auto& file : files) {
    if (file.path == path) return file.bytes;
  }
  return std::nullopt;
}

// In the built-in language that is closest to the tag.
std::optional<std::string_view> find_built_in(
    std::span<const http::StaticFile> files, std::string folder, std::string_view language_tag
) {
  const auto built_in = find_language_tag(language_tag, {page_languages, {}}).value_or("en");
  return find_file(files, std::move(folder).append("/").append(built_in).append(".json"));
}

const CustomPhrases* find_custom(
    const std::vector<CustomPhrases>& custom, std::string_view language_tag
) {
  const auto found = std::find_if(custom.begin(), custom.end(), [&](const auto& one) {
    return one.language_tag == language_tag;
  });
  return found == custom.end() ? nullptr : &*found;
}

constexpr JsonLimits phrase_limits{.max_bytes = 256 * 1024, .max_depth = 8};

json::object parse_built_in(std::string_view text) {
  auto phrases = parse_json_object(text, phrase_limits);
  if (!phrases) throw std::runtime_error("the embedded phrases are not a JSON object");
  return *std::move(phrases);
}

}  // namespace

std::string phrases_json(
    std::span<const http::StaticFile> files,
    std::string_view language_tag,
    const std::vector<CustomPhrases>& custom
) {
  const auto built_in = find_built_in(files, "/phrases", language_tag).value_or("{}");
  const auto* own = find_custom(custom, language_tag);
  if (own == nullptr) return std::string(built_in);
  auto phrases = parse_built_in(built_in);
  apply_aliases(phrases, own->translation);
  lay_over(phrases, own->translation);
  return json::serialize(phrases);
}

std::string account_phrases_json(
    std::span<const http::StaticFile> files,
    std::string_view language_tag,
    const std::vector<CustomPhrases>& custom
) {
  auto built_in = find_built_in(files, "/phrases/account", language_tag);
  if (!built_in) built_in = find_file(files, "/phrases/account/en.json");
  const auto* own = find_custom(custom, language_tag);
  if (own == nullptr || !built_in) return std::string(built_in.value_or("{}"));
  auto phrases = parse_built_in(*built_in);
  // The tenant's texts for other pages stay with those.
  json::object known;
  for (const auto& member : own->translation) {
    if (phrases.contains(member.key())) known[member.key()] = member.value();
  }
  lay_over(phrases, known);
  return json::serialize(phrases);
}

std::optional<std::string> find_page_text(
    std::string_view phrases, std::string_view group, std::string_view name
) {
  const auto parsed = parse_json_object(phrases, phrase_limits);
  const auto* texts = parsed ? find_object(*parsed, group) : nullptr;
  const auto text = texts != nullptr ? find_string(*texts, name) : std::nullopt;
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

std::vector<std::string> added_languages(const std::vector<CustomPhrases>& custom) {
  std::vector<std::string> tags;
  for (const auto& one : custom) {
    const bool is_built_in =
        std::find(std::begin(page_languages), std::end(page_languages), one.language_tag) !=
        std::end(page_languages);
    if (!is_built_in) tags.push_back(one.language_tag);
  }
  return tags;
}

std::string pick_page_language(
    std::string_view tags,
    const http::Request& request,
    const std::vector<CustomPhrases>& custom,
    const SignInExperience& settings
) {
  AvailableLanguages available{page_languages, {}};
  for (const auto& one : custom)
    available.custom.push_back(one.language_tag);
  auto wanted = split_words(tags);
  if (settings.auto_detect_language) {
    const auto query = http::parse_form(request.query);
    if (const auto locale = query ? query->find("locale") : std::nullopt) {
      wanted.emplace_back(*locale);
    }
    for (auto& tag : parse_accept_language(request.header("accept-language").value_or("")))
      wanted.push_back(std::move(tag));
  }
  wanted.push_back(settings.fallback_language);
  for (const auto& tag : wanted) {
    if (auto found = find_language_tag(tag, available)) return *std::move(found);
  }
  return "en";
}

std::string pick_visitor_language(
    std::string_view ui_locales,
    const http::Request& request,
    const std::vector<CustomPhrases>& custom,
    const SignInExperience& settings
) {
  std::string tags(ui_locales);
  const auto chosen = http::find_cookie(request, language_cookie_name);
  if (settings.auto_detect_language && chosen && is_language_tag(*chosen)) {
    tags.insert(0, *chosen + " ");
  }
  return pick_page_language(tags, request, custom, settings);
}

}  // namespace daemun::experience
