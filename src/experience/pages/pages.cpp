#include "experience/pages/pages.h"

#include "base/text.h"
#include "base/uri.h"
#include "domain/error_phrases.h"
#include "experience/dialogue.h"
#include "experience/pages/phrases.h"
#include "experience/pages/shell.h"
#include "experience/public_settings.h"
#include "http/static_files.h"

#include <utility>

namespace daemun::experience {

struct Pages::Page {
  std::string name;  // "sign-in"
  int status = 200;
  Language language = Language::en;
  // Further members of the context: application, loginHint, error ...
  json::object members = {};
};

namespace {

std::string_view find_shell(std::span<const http::StaticFile> files) {
  for (const auto& file : files) {
    if (file.path == "/index.html") return file.bytes;
  }
  return {};
}

std::string title_of(std::string_view phrases, std::string_view page) {
  const auto parsed = parse_json_object(phrases, {.max_bytes = 256 * 1024, .max_depth = 8});
  const auto* titles = parsed ? find_object(*parsed, "title") : nullptr;
  const auto title = titles != nullptr ? find_string(*titles, page) : std::nullopt;
  return std::string(title.value_or("Daemun"));
}

json::object to_context_json(const Application& application) {
  json::object object{{"id", application.id.value()}, {"name", application.name}};
  if (const auto& logo = application.oidc_client_metadata.logo_uri) {
    object["branding"] = json::object{{"logoUrl", *logo}};
  }
  return object;
}

json::object to_members(const AuthorizationRequest& request, const Application* application) {
  json::object members;
  if (application != nullptr) members["application"] = to_context_json(*application);
  if (request.login_hint) members["loginHint"] = *request.login_hint;
  if (request.experience.first_screen) members["firstScreen"] = *request.experience.first_screen;
  if (request.experience.identifier) {
    std::vector<std::string> known;
    for (auto& word : split_words(*request.experience.identifier)) {
      if (parse_identifier_type(word)) known.push_back(std::move(word));
    }
    if (!known.empty()) members["identifiers"] = to_json_array(known);
  }
  return members;
}

std::string consent_path(const Interaction& interaction) {
  return with_query_parameter("/consent", "app_id", interaction.request.client_id.value());
}

}  // namespace

Pages::Pages(Dependencies dependencies, std::span<const http::StaticFile> files)
    : dependencies_(std::move(dependencies)),
      files_(files),
      shell_(find_shell(files)),
      last_settings_(std::make_shared<const SignInExperience>(
          parse_sign_in_experience(make_default_sign_in_experience())
      )) {}

Task<http::Response> Pages::sign_in(http::Request request) {
  return login_page(std::move(request), "sign-in");
}
Task<http::Response> Pages::register_(http::Request request) {
  return login_page(std::move(request), "register");
}
Task<http::Response> Pages::identifier_sign_in(http::Request request) {
  return login_page(std::move(request), "identifier-sign-in");
}
Task<http::Response> Pages::identifier_register(http::Request request) {
  return login_page(std::move(request), "identifier-register");
}
Task<http::Response> Pages::signed_out(http::Request request) {
  return open_page(std::move(request), "signed-out");
}
Task<http::Response> Pages::unknown_session(http::Request request) {
  return open_page(std::move(request), "unknown-session");
}
Task<http::Response> Pages::demo_app(http::Request request) {
  return open_page(std::move(request), "demo-app");
}

Task<http::Response> Pages::asset(http::Request request) {
  auto response = http::serve_static(files_, request, request.path);
  const bool is_asset = request.path.starts_with("/assets/");
  if (!response || !is_asset) co_return http::text_response(404, "Not found.\n");
  co_return std::move(*response);
}

Task<Pages::SettingsPointer> Pages::load_settings() {
  auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const std::lock_guard lock(mutex_);
  last_settings_ = settings;
  co_return settings;
}

Task<http::Response> Pages::login_page(http::Request request, std::string name) {
  const auto settings = co_await load_settings();
  const auto interaction = co_await load_interaction(dependencies_, request);
  if (!interaction) co_return go_unknown(*settings);
  // The way back from a consent page: the sign-in is done.
  if (interaction->prompt == InteractionPrompt::consent) {
    co_return http::redirect_response(303, consent_path(*interaction));
  }
  const auto application =
      co_await dependencies_.settings.find_application(interaction->request.client_id);
  const auto tags = interaction->request.ui_locales.value_or("");
  const Page page{
      .name = std::move(name),
      .language = pick_page_language(tags, request, *settings),
      .members = to_members(interaction->request, application.get()),
  };
  co_return render(page, *settings);
}

Task<http::Response> Pages::consent(http::Request request) {
  const auto settings = co_await load_settings();
  const auto interaction = co_await load_interaction(dependencies_, request);
  if (!interaction || interaction->prompt != InteractionPrompt::consent) {
    co_return go_unknown(*settings);
  }
  const auto application =
      co_await dependencies_.settings.find_application(interaction->request.client_id);
  const auto tags = interaction->request.ui_locales.value_or("");
  const Page page{
      .name = "consent",
      .language = pick_page_language(tags, request, *settings),
      .members = to_members(interaction->request, application.get()),
  };
  co_return render(page, *settings);
}

Task<http::Response> Pages::open_page(http::Request request, std::string name) {
  const auto settings = co_await load_settings();
  const Page page{.name = std::move(name), .language = pick_page_language("", request, *settings)};
  co_return render(page, *settings);
}

http::Response Pages::error_page(
    int status, std::string_view code, std::string_view description, const http::Request& request
) const {
  SettingsPointer settings;
  {
    const std::lock_guard lock(mutex_);
    settings = last_settings_;
  }
  const auto language = pick_page_language("", request, *settings);
  json::object error{
      {"code", code},
      {"message", error_phrase(code, language)},
      {"description", description},
      {"requestId", request.request_id},
  };
  const Page page{
      .name = "error",
      .status = status,
      .language = language,
      .members = json::object{{"error", std::move(error)}},
  };
  return render(page, *settings);
}

http::Response Pages::go_unknown(const SignInExperience& settings) const {
  const auto& url = settings.unknown_session_redirect_url;
  const auto uri = url ? parse_uri(*url) : std::nullopt;
  const bool is_usable = uri && is_http_scheme(*uri);
  auto response = http::redirect_response(303, is_usable ? *url : "/unknown-session");
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response Pages::render(const Page& page, const SignInExperience& settings) const {
  const auto nonce = crypto::random_token(dependencies_.random);
  if (shell_.empty()) {
    auto response = http::text_response(
        page.status, "This server was built without its pages (" + page.name + ").\n"
    );
    response.set("Cache-Control", "no-store");
    return response;
  }
  const auto phrases = phrases_json(files_, page.language);
  JsonWriter context;
  context.add("page", page.name).add("language", to_string(page.language));
  context.add_raw("phrases", phrases);
  context.add_value("signInExperience", to_public_settings(settings, dependencies_.tenant));
  for (const auto& member : page.members)
    context.add_value(member.key(), member.value());
  const ShellValues values{
      .language = std::string(to_string(page.language)),
      .title = title_of(phrases, page.name),
      .nonce = nonce,
      .theme = std::string(theme_of(settings.document)),
      .context_json = std::move(context).take(),
      .style = to_style(settings.document),
  };
  return answer_page(page.status, render_shell(shell_, values), nonce);
}

}  // namespace daemun::experience
