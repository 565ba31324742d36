#include "daemun/auth/web/handlers.h"

#include "base/form.h"
#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/callback.h"
#include "daemun/auth/web/csrf.h"
#include "daemun/auth/web/replies.h"
#include "daemun/auth/web/return_to.h"
#include "daemun/auth/web/sign_in.h"
#include "daemun/auth/web/sign_out.h"
#include "daemun/auth/web/write_session.h"

#include <array>
#include <optional>
#include <utility>

namespace daemun::auth {

namespace {

// A request that has found its row.
struct Call {
  Request request{};
  // The second part of the path, where the row has one.
  std::string provider_id{};
};

std::string find_callback_url(const Request& request) {
  // Of GET the query, of POST the form; a request that is neither has none.
  const auto fields = parse_callback(request);
  if (!fields) return "";
  return std::string(fields->find("callbackUrl").value_or(""));
}

PageForm make_form(const AuthCore& core, std::string action, std::string csrf, std::string back) {
  return {
      .action = core.path(action),
      .fields = {{"csrfToken", std::move(csrf)}, {"callbackUrl", std::move(back)}},
  };
}

// A page with forms, and the cookie that makes them ours.
struct Forms {
  std::string csrf{};
  std::string return_to{};
  std::vector<Header> cookies{};
};

Forms prepare_forms(const AuthCore& core, const Request& request) {
  CsrfToken csrf = make_csrf_token(
      parse_cookies(request.headers), core.scheme, *core.keyring, *core.parts.random
  );
  Forms forms;
  forms.csrf = csrf.token;
  forms.return_to = to_own_path(find_callback_url(request), core.origin).value_or("/");
  if (csrf.cookie) forms.cookies.push_back(to_header(*csrf.cookie));
  return forms;
}

Response show_sign_in(const AuthCore& core, const Call& call) {
  const Forms forms = prepare_forms(core, call.request);
  if (!core.settings.pages.sign_in.empty()) {
    const std::string own = with_query_parameter(
        core.origin + core.settings.pages.sign_in, "callbackUrl", forms.return_to
    );
    return finish(make_redirect(call.request, own), forms.cookies);
  }
  std::vector<SignInChoice> choices;
  for (const AuthProvider& provider : core.settings.providers) {
    if (!call.provider_id.empty() && provider.id != call.provider_id) continue;
    choices.push_back(
        {.provider_name = core.find_provider(provider.id)->name,
         .form = make_form(core, "/signin/" + provider.id, forms.csrf, forms.return_to)}
    );
  }
  if (choices.empty()) return finish(make_plain_reply(404, "no such provider"), {});
  const auto language = choose_language(call.request.headers);
  return finish(make_sign_in_page(choices, language), forms.cookies);
}

Response show_sign_out(const AuthCore& core, const Call& call) {
  const Forms forms = prepare_forms(core, call.request);
  if (!core.settings.pages.sign_out.empty()) {
    const std::string own = core.origin + core.settings.pages.sign_out;
    return finish(make_redirect(call.request, own), forms.cookies);
  }
  const PageForm form = make_form(core, "/signout", forms.csrf, forms.return_to);
  return finish(make_sign_out_page(form, choose_language(call.request.headers)), forms.cookies);
}

Response show_session(const AuthCore& core, const Call& call) {
  const Visit visit = make_visit(core, call.request);
  if (visit.trouble) {
    Response failure = make_json_reply(json::object{{"error", to_string(Trouble::unavailable)}});
    failure.status = to_status(Trouble::unavailable);
    return finish(std::move(failure), visit.headers());
  }
  const Session* session = visit.session();
  if (session == nullptr) return finish(make_json_reply(nullptr), visit.headers());
  json::object user;
  for (const char* name : {"name", "email", "image"}) {
    if (const auto* value = session->user.if_contains(name)) user[name] = *value;
  }
  json::object answer{
      {"user", std::move(user)},
      {"expires", to_iso_text(find_end(*session, core.settings.session.lifetime))}};
  if (core.settings.callbacks.session) core.settings.callbacks.session(answer, *session);
  return finish(make_json_reply(answer), visit.headers());
}

Response show_csrf(const AuthCore& core, const Call& call) {
  const Forms forms = prepare_forms(core, call.request);
  const json::object answer{{"csrfToken", forms.csrf}};
  return finish(make_json_reply(answer), forms.cookies);
}

Response show_providers(const AuthCore& core, const Call&) {
  json::object answer;
  for (const AuthProvider& provider : core.settings.providers) {
    const ConfiguredProvider& configured = *core.find_provider(provider.id);
    answer[provider.id] = json::object{
        {"id", provider.id},
        {"name", configured.name},
        {"type", provider.issuer.empty() ? "oauth" : "oidc"},
        {"signinUrl", core.origin + core.path("/signin/") + provider.id},
        {"callbackUrl", configured.redirect_uri}};
  }
  return finish(make_json_reply(answer), {});
}

// The fields of a form that one of this app's pages sent.
std::optional<Form> read_own_form(const AuthCore& core, const Request& request) {
  auto form = parse_callback(request);
  if (!form || !is_own_form(request, *form, core.origin, *core.keyring)) return std::nullopt;
  return *std::move(form);
}

Task<Response> post_sign_in(const AuthCore& core, Call call) {
  const auto form = read_own_form(core, call.request);
  if (!form) co_return finish(make_trouble_reply(core, call.request, Trouble::forged), {});
  SignInOptions options;
  options.return_to = std::string(form->find("callbackUrl").value_or(""));
  co_return co_await begin_sign_in(
      core, std::move(call.request), std::move(call.provider_id), std::move(options)
  );
}

Task<Response> post_sign_out(const AuthCore& core, Call call) {
  const auto form = read_own_form(core, call.request);
  if (!form) co_return finish(make_trouble_reply(core, call.request, Trouble::forged), {});
  std::string return_to(form->find("callbackUrl").value_or(""));
  co_return co_await sign_out(core, std::move(call.request), std::move(return_to));
}

Task<Response> take_callback(const AuthCore& core, Call call) {
  co_return co_await complete_sign_in(core, std::move(call.request), std::move(call.provider_id));
}

Task<Response> take_logout(const AuthCore& core, Call call) {
  co_return co_await receive_logout(core, std::move(call.request), std::move(call.provider_id));
}

template <Response (*show)(const AuthCore&, const Call&)>
Task<Response> at_once(const AuthCore& core, Call call) {
  co_return show(core, call);
}

enum class ProviderPart { none, optional, required };

struct Route {
  std::string_view method;
  std::string_view path;
  ProviderPart provider;
  Task<Response> (*handle)(const AuthCore& core, Call call);
};

constexpr std::array<Route, 10> routes{{
    {"GET", "/signin", ProviderPart::optional, at_once<show_sign_in>},
    {"POST", "/signin", ProviderPart::required, post_sign_in},
    {"GET", "/callback", ProviderPart::required, take_callback},
    // form_post
    {"POST", "/callback", ProviderPart::required, take_callback},
    {"GET", "/signout", ProviderPart::none, at_once<show_sign_out>},
    {"POST", "/signout", ProviderPart::none, post_sign_out},
    {"GET", "/session", ProviderPart::none, at_once<show_session>},
    {"GET", "/csrf", ProviderPart::none, at_once<show_csrf>},
    {"GET", "/providers", ProviderPart::none, at_once<show_providers>},
    {"POST", "/backchannel-logout", ProviderPart::required, take_logout},
}};

// The provider part of the path, empty when it has none; nothing when the path is another.
std::optional<std::string> match(const Route& route, std::string_view path) {
  if (!path.starts_with(route.path)) return std::nullopt;
  const std::string_view rest = path.substr(route.path.size());
  if (rest.empty()) {
    if (route.provider == ProviderPart::required) return std::nullopt;
    return "";
  }
  if (route.provider == ProviderPart::none || rest.front() != '/') return std::nullopt;
  const std::string_view id = rest.substr(1);
  if (id.empty() || id.find('/') != std::string_view::npos) return std::nullopt;
  return std::string(id);
}

Response refuse_method(const std::vector<std::string>& allowed) {
  Response response = make_plain_reply(405, "method not allowed");
  response.headers.push_back({"Allow", join(allowed, ", ")});
  return finish(std::move(response), {});
}

}  // namespace

std::string find_path(const Request& request) {
  if (request.url.starts_with('/')) return request.url.substr(0, request.url.find_first_of("?#"));
  const auto uri = parse_uri(request.url);
  return uri && is_http_scheme(*uri) ? uri->path : "";
}

bool is_handled(const AuthCore& core, const Request& request) {
  return find_path(request).starts_with(core.path("/"));
}

Visit make_visit(const AuthCore& core, const Request& request) {
  constexpr std::string_view where = "session";
  const TimePoint now = core.now();
  Visit visit;
  visit.cookies = parse_cookies(request.headers);
  auto found = core.keeper.find(visit.cookies, now);
  if (!found) {
    core.report(where, found.error());
    visit.trouble = found.error();
    return visit;
  }
  visit.kept = *std::move(found);
  if (!visit.kept) return visit;
  const bool is_in_cookie = !core.settings.session.store;
  Session& session = visit.kept->session;
  const std::int64_t generation = session.generation;
  if (is_in_cookie) session = core.recent.newest(std::move(session), now);
  const bool is_due = is_renewal_due(session, core.settings.session.lifetime, now);
  if (is_due) session.seen_at = now;
  if (!is_due && session.generation == generation) return visit;
  const KeptSession kept = *visit.kept;
  write_session(core, visit, where, kept);
  return visit;
}

Task<Response> handle(const AuthCore& core, Request request) {
  const std::string path = find_path(request);
  const std::string base = core.path("");
  if (!path.starts_with(base)) co_return finish(make_plain_reply(404, "not found"), {});
  std::vector<std::string> allowed;
  for (const Route& route : routes) {
    auto provider_id = match(route, std::string_view(path).substr(base.size()));
    if (!provider_id) continue;
    if (route.method != request.method) {
      allowed.emplace_back(route.method);
      continue;
    }
    Call call;
    call.request = std::move(request);
    call.provider_id = *std::move(provider_id);
    co_return co_await route.handle(core, std::move(call));
  }
  if (!allowed.empty()) co_return refuse_method(allowed);
  co_return finish(make_plain_reply(404, "not found"), {});
}

}  // namespace daemun::auth
