#include "daemun/auth/web/auth.h"

#include "base/uri.h"
#include "daemun/auth/web/csrf.h"
#include "daemun/auth/web/handlers.h"
#include "daemun/auth/web/replies.h"
#include "daemun/auth/web/sign_out.h"

#include <utility>

namespace daemun::auth {

namespace {

Task<Result<Secret, AuthError>> find_token(
    const AuthCore& core, Visit& visit, AccessTarget target
) {
  auto grant = co_await find_access(core, visit, std::move(target));
  if (!grant) co_return grant.error();
  co_return std::move(grant->access_token);
}

// Path and query, as a form's callbackUrl takes them.
std::string find_target(const Request& request) {
  const auto uri = request.url.starts_with('/') ? std::nullopt : parse_uri(request.url);
  if (!uri) return request.url;
  return uri->has_query ? uri->path + '?' + uri->query : uri->path;
}

bool is_reading(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

Response turn_away(const AuthCore& core, const Request& request, const Visit& visit) {
  // Signing in again would not help.
  if (visit.trouble) return make_trouble_reply(core, request, to_trouble(*visit.trouble));
  if (visit.session() != nullptr) return make_trouble_reply(core, request, Trouble::denied);
  if (!is_reading(request)) return make_plain_reply(401, "sign in first");
  const std::string page = core.origin + core.path("/signin");
  return make_redirect(request, with_query_parameter(page, "callbackUrl", find_target(request)));
}

}  // namespace

Auth::Auth(AuthSettings settings, AuthParts parts)
    : core_(std::make_unique<AuthCore>(std::move(settings), std::move(parts))) {}

std::optional<Session> Auth::operator()(const Request& request) const {
  auto found = core_->keeper.find(parse_cookies(request.headers), core_->now());
  if (!found) {
    core_->report("session", found.error());
    return std::nullopt;
  }
  std::optional<KeptSession>& kept = *found;
  if (!kept) return std::nullopt;
  if (core_->settings.session.store) return std::move(kept->session);
  return core_->recent.newest(std::move(kept->session), core_->now());
}

Visit Auth::visit(const Request& request) const {
  return make_visit(*core_, request);
}

bool Auth::handles(const Request& request) const {
  return is_handled(*core_, request);
}

Response Auth::handle(Request request) const {
  return run_task(async_handle(std::move(request)));
}

Task<Response> Auth::async_handle(Request request) const {
  return auth::handle(*core_, std::move(request));
}

Passage Auth::middleware(const Request& request) const {
  Passage passage;
  if (is_handled(*core_, request)) return passage;
  passage.visit = make_visit(*core_, request);
  const Session* session = passage.visit.session();
  const auto& authorized = core_->settings.callbacks.authorized;
  const bool is_welcome =
      authorized ? authorized(request, session) == Verdict::allow : session != nullptr;
  if (is_welcome) return passage;
  passage.answer = finish(turn_away(*core_, request, passage.visit), passage.visit.headers());
  return passage;
}

Response Auth::sign_in(Request request, std::string provider_id, SignInOptions options) const {
  return run_task(async_sign_in(std::move(request), std::move(provider_id), std::move(options)));
}

Task<Response> Auth::async_sign_in(Request request, std::string provider_id, SignInOptions options)
    const {
  return begin_sign_in(*core_, std::move(request), std::move(provider_id), std::move(options));
}

Response Auth::sign_out(Request request, std::string return_to) const {
  return run_task(async_sign_out(std::move(request), std::move(return_to)));
}

Task<Response> Auth::async_sign_out(Request request, std::string return_to) const {
  return auth::sign_out(*core_, std::move(request), std::move(return_to));
}

std::string Auth::csrf_token(Visit& visit) const {
  CsrfToken csrf =
      make_csrf_token(visit.cookies, core_->scheme, *core_->keyring, *core_->parts.random);
  if (csrf.cookie) {
    // A second form of the same page has the same.
    visit.cookies.emplace_back(csrf.cookie->name, csrf.cookie->value);
    add_cookies(visit, {*std::move(csrf.cookie)});
  }
  return std::move(csrf.token);
}

Result<Secret, AuthError> Auth::access_token(Visit& visit, std::string resource) const {
  return run_task(async_access_token(visit, std::move(resource)));
}

Task<Result<Secret, AuthError>> Auth::async_access_token(Visit& visit, std::string resource) const {
  AccessTarget target;
  target.resource = std::move(resource);
  return find_token(*core_, visit, std::move(target));
}

Result<Secret, AuthError> Auth::organization_token(
    Visit& visit, std::string organization_id, std::string resource
) const {
  return run_task(async_organization_token(visit, std::move(organization_id), std::move(resource)));
}

Task<Result<Secret, AuthError>> Auth::async_organization_token(
    Visit& visit, std::string organization_id, std::string resource
) const {
  AccessTarget target;
  target.resource = std::move(resource);
  target.organization_id = std::move(organization_id);
  return find_token(*core_, visit, std::move(target));
}

Result<UserInfo, AuthError> Auth::fetch_user_info(Visit& visit) const {
  return run_task(async_fetch_user_info(visit));
}

Task<Result<UserInfo, AuthError>> Auth::async_fetch_user_info(Visit& visit) const {
  return auth::fetch_user_info(*core_, visit);
}

}  // namespace daemun::auth
