// Texts of a tenant's own, in the server's languages and others: /custom-phrases.
#include "domain/language_tags.h"
#include "domain/page_look.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/experience_store.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

// Logto's error phrases, the deepest, have four.
constexpr int max_depth = 6;

struct PhrasesView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 16> language_tag{};
  json::object translation{};
};
BOOST_DESCRIBE_STRUCT(PhrasesView, (), (tenant_id, id, language_tag, translation))

PhrasesView to_view(const TenantId& tenant, const CustomPhrases& phrases) {
  return {
      .tenant_id = tenant.value(),
      .id = phrases.id,
      .language_tag = phrases.language_tag,
      .translation = phrases.translation,
  };
}

RequestError unknown_tag() {
  return api::invalid_input("languageTag is not known");
}

// Without empty texts and groups, which would blank a page; nothing for what is neither text nor a
// group of texts.
std::optional<json::object> clean(const json::object& group, int depth = 1) {
  if (depth > max_depth) return std::nullopt;
  json::object cleaned;
  for (const auto& member : group) {
    const auto& value = member.value();
    if (value.is_string()) {
      if (!value.get_string().empty()) cleaned[member.key()] = value;
      continue;
    }
    if (value.is_null()) continue;
    if (!value.is_object()) return std::nullopt;
    auto inner = clean(value.get_object(), depth + 1);
    if (!inner) return std::nullopt;
    if (!inner->empty()) cleaned[member.key()] = *std::move(inner);
  }
  return cleaned;
}

bool has_groups_only(const json::object& translation) {
  return std::all_of(translation.begin(), translation.end(), [](const auto& member) {
    return member.value().is_object();
  });
}

class CustomPhrasesApi {
 public:
  explicit CustomPhrasesApi(const Dependencies& dependencies)
      : dependencies_(dependencies), experience_(dependencies.database, dependencies.tenant) {}

  Answer list(Call) {
    const auto phrases = co_await experience_.list_phrases();
    co_return list_reply(phrases, std::nullopt, [&](const CustomPhrases& one) {
      return to_view(dependencies_.tenant, one);
    });
  }

  Answer show(Call call) {
    const auto tag = call.path_parameter("languageTag");
    if (!is_language_tag(tag)) co_return unknown_tag();
    const auto phrases = co_await find(tag);
    if (!phrases) co_return not_found();
    co_return reply_of(to_view(dependencies_.tenant, *phrases));
  }

  Answer replace(Call call, json::object body) {
    const auto tag = call.path_parameter("languageTag");
    if (!is_language_tag(tag)) co_return unknown_tag();
    auto translation = clean(body);
    if (!translation || !has_groups_only(*translation)) {
      co_return unprocessable("localization.invalid_translation_structure");
    }
    const CustomPhrases phrases{
        .id = crypto::random_id(dependencies_.random, 21),
        .language_tag = tag,
        .translation = *std::move(translation),
    };
    storage::Plan plan;
    plan.add(experience_.upsert_phrases(phrases));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return co_await show(std::move(call));
  }

  Answer remove(Call call) {
    const auto tag = call.path_parameter("languageTag");
    if (!is_language_tag(tag)) co_return unknown_tag();
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    if (settings->fallback_language == tag) {
      RequestError error{.code = "localization.cannot_delete_default_language", .status = 409};
      error.data = json::object{{"languageTag", tag}};
      co_return error;
    }
    auto removal = experience_.remove_phrases(tag);
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

 private:
  Task<std::optional<CustomPhrases>> find(std::string tag) {
    auto list = co_await experience_.list_phrases();
    for (auto& phrases : list) {
      if (phrases.language_tag == tag) co_return std::move(phrases);
    }
    co_return std::nullopt;
  }

  const Dependencies& dependencies_;
  storage::ExperienceStore experience_;
};

}  // namespace

Operations nouns::custom_phrases(const Dependencies& dependencies) {
  const auto noun = std::make_shared<CustomPhrasesApi>(dependencies);
  using http::Method;
  const std::string one = "/custom-phrases/{languageTag}";
  return {
      {.method = Method::get,
       .path = "/custom-phrases",
       .summary = "List the languages with custom phrases",
       .reply = shape_of<std::vector<PhrasesView>>(),
       .handler = handled_by(noun, &CustomPhrasesApi::list)},
      {.method = Method::get,
       .path = one,
       .summary = "Show the custom phrases of a language",
       .reply = shape_of<PhrasesView>(),
       .refusals = {404},
       .handler = handled_by(noun, &CustomPhrasesApi::show)},
      {.method = Method::put,
       .path = one,
       .summary = "Create or replace the custom phrases of a language",
       .status = 201,
       .reply = shape_of<PhrasesView>(),
       .refusals = {422},
       .handler = handled_by(noun, &CustomPhrasesApi::replace)},
      {.method = Method::delete_,
       .path = one,
       .summary = "Delete the custom phrases of a language",
       .status = 204,
       .refusals = {404, 409},
       .handler = handled_by(noun, &CustomPhrasesApi::remove)},
  };
}

}  // namespace daemun::management
