#include "experience/pages/account_pages.h"

#include "base/uri.h"
#include "crypto/random.h"
#include "domain/redirect_uri.h"
#include "experience/pages/phrases.h"
#include "experience/pages/shell.h"
#include "experience/public_settings.h"
#include "http/compression.h"
#include "http/cookie.h"
#include "http/form.h"
#include "storage/application_store.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

constexpr Seconds origins_live_for{5};
constexpr std::size_t max_return_bytes = 4096;
// The language of a visit that began with `ui_locales`; the page's script writes it.
constexpr std::string_view visit_language_cookie = "daemun_account_language";

std::string_view find_document(std::span<const http::StaticFile> files) {
  for (const auto& file : files) {
    if (file.path == "/account.html") return file.bytes;
  }
  return {};
}

// The settings with the account center's own CSS in place of the sign-in pages'.
json::object with_style_of(json::object shown, const json::object& center) {
  const auto css = find_string(center, "customCss");
  shown["customCss"] = css ? json::value(*css) : json::value(nullptr);
  return shown;
}

// What the page asks for; the rest of the settings is for administrators.
json::object to_context(const json::object& center) {
  json::object context;
  for (const auto* member : {"enabled", "fields", "deleteAccountUrl", "profileFields"}) {
    if (const auto* value = center.if_contains(member)) context[member] = *value;
  }
  return context;
}

json::object to_context(const MemberPermissions& permissions) {
  return {
      {"read", permissions.read}, {"invite", permissions.invite}, {"remove", permissions.remove}};
}

}  // namespace

Task<ReturnOrigins::RedirectUris> ReturnOrigins::find_redirect_uris() {
  const auto now = dependencies_.clock.now();
  {
    const std::lock_guard lock(mutex_);
    if (known_ && now - read_at_ < origins_live_for) co_return known_;
  }
  const storage::ApplicationStore applications(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  const auto listed = co_await applications.list();
  auto uris = std::make_shared<std::vector<std::string>>();
  for (const auto& application : listed) {
    // A page of another company could go on as if it were this one.
    if (application.is_third_party) continue;
    for (const auto& own : application.oidc_client_metadata.redirect_uris) {
      // Where hosts are given to anyone, a wildcard matches theirs.
      if (own.find('*') == std::string::npos) uris->push_back(own);
    }
  }
  const std::lock_guard lock(mutex_);
  known_ = uris;
  read_at_ = now;
  co_return uris;
}

Task<bool> ReturnOrigins::allow(std::string url) {
  const auto uri = url.size() <= max_return_bytes ? parse_uri(url) : std::nullopt;
  // With a user name before the host an address looks like another one.
  if (!uri || !is_http_scheme(*uri) || uri->host.empty() || !uri->userinfo.empty()) co_return false;
  const auto uris = co_await find_redirect_uris();
  co_return std::any_of(uris->begin(), uris->end(), [&](const std::string& registered) {
    return matches_origin(registered, *uri);
  });
}

AccountPages::AccountPages(
    Dependencies dependencies,
    std::span<const http::StaticFile> files,
    MemberPermissions permissions
)
    : dependencies_(std::move(dependencies)),
      files_(files),
      shell_(find_document(files)),
      permissions_(std::move(permissions)),
      return_origins_(dependencies_) {}

Task<http::Response> AccountPages::document(http::Request request) {
  if (shell_.empty()) {
    auto response =
        http::text_response(404, "This server was built without its pages (account).\n");
    response.set("Cache-Control", "no-store");
    co_return response;
  }
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto custom = co_await dependencies_.settings.list_custom_phrases();
  const auto center = co_await dependencies_.settings.find_account_center();
  auto settings_shown = co_await load_public_settings(dependencies_, {});
  const auto shown = with_style_of(std::move(settings_shown), *center);

  const auto query = http::parse_form(request.query);
  const auto parameter = [&](std::string_view name) {
    return std::string(query ? query->find(name).value_or("") : "");
  };
  auto tags = parameter("ui_locales");
  if (tags.empty()) tags = http::find_cookie(request, visit_language_cookie).value_or("");
  const auto language = pick_visitor_language(tags, request, *custom, *settings);
  const auto phrases = phrases_json(files_, language, *custom);
  const auto account_phrases = account_phrases_json(files_, language, *custom);

  JsonWriter context;
  context.add("page", "account").add("language", language);
  context.add_raw("phrases", phrases).add_raw("accountPhrases", account_phrases);
  const auto added = added_languages(*custom);
  if (!added.empty()) context.add_value("languages", to_json_array(added));
  context.add_value("signInExperience", shown);
  context.add_value("accountCenter", to_context(*center));
  context.add_value("memberPermissions", to_context(permissions_));
  const auto senders = co_await dependencies_.messenger.find_senders();
  const json::object codes{{"email", senders.email}, {"phone", senders.sms}};
  context.add_value("codes", codes);
  if (auto redirect = parameter("redirect"); !redirect.empty()) {
    // The page follows this text and not its own reading of the query.
    const bool is_allowed = co_await return_origins_.allow(redirect);
    if (is_allowed) context.add("returnTo", redirect);
  }
  const auto nonce = crypto::random_token(dependencies_.random);
  const ShellValues values{
      .language = language,
      .title = find_page_text(account_phrases, "account", "title").value_or("Account"),
      .no_script = find_page_text(phrases, "common", "noScript").value_or(""),
      .nonce = nonce,
      .theme = std::string(theme_of(shown)),
      .context_json = std::move(context).take(),
      .style = to_style(shown),
  };
  const PagePolicy policy{.nonce = nonce, .image_sources = image_sources(shown, {})};
  auto response = answer_page(200, render_shell(shell_, values), policy);
  co_return http::with_document_gzip(request, std::move(response));
}

}  // namespace daemun::experience
