#include "oidc/end_session.h"

#include "base/ascii_uri.h"
#include "base/encoding.h"
#include "base/json.h"
#include "base/uri.h"
#include "crypto/hmac.h"
#include "domain/language.h"
#include "domain/redirect_uri.h"
#include "jose/verify.h"
#include "oidc/audit.h"
#include "oidc/logout_page.h"
#include "oidc/presented_token.h"
#include "oidc/request_endpoint.h"
#include "oidc/session_cookie.h"
#include "oidc/tables.h"
#include "storage/log_store.h"
#include "storage/session_end.h"
#include "storage/session_origin_store.h"

#include <stdexcept>

namespace daemun::oidc {

namespace {

std::optional<std::string> find_text(const http::Form& form, std::string_view name) {
  const auto value = form.find(name);
  if (!value) return std::nullopt;
  return std::string(*value);
}

Language language_of(const http::Request& request, std::string_view ui_locales) {
  return pick_language(ui_locales, request.header("accept-language").value_or(""));
}

LogoutPageKind page_kind_of(LogoutStep step) {
  if (step == LogoutStep::ask) return LogoutPageKind::asks;
  if (step == LogoutStep::ask_about_account) return LogoutPageKind::asks_about_account;
  return LogoutPageKind::posts_itself;
}

// A person may be asked at the provider first.
constexpr Seconds return_lifetime{1800};

// Sealed, where a person goes from there, and until when.
std::string to_return_state(const std::string& destination, TimePoint now) {
  return json::serialize(json::object{
      {"destination", destination}, {"expires_at", to_unix_seconds(now + return_lifetime)}});
}

// Nothing when that is over: an old link must not lead anywhere for somebody who finds it.
std::optional<std::string> find_destination(const std::string& state, TimePoint now) {
  const auto object = parse_json_object(state);
  if (!object) return std::nullopt;
  const auto destination = find_string(*object, "destination");
  const auto expires_at = find_integer(*object, "expires_at");
  if (!destination || !expires_at || *expires_at <= to_unix_seconds(now)) return std::nullopt;
  return std::string(*destination);
}

std::string to_path(std::string_view endpoint_path) {
  return "/oidc" + std::string(endpoint_path);
}

}  // namespace

LogoutRequest parse_logout_request(const http::Form& form) {
  LogoutRequest request{
      .id_token_hint = find_text(form, "id_token_hint"),
      .client_id = std::nullopt,
      .post_logout_redirect_uri = find_text(form, "post_logout_redirect_uri"),
      .state = find_text(form, "state"),
      .ui_locales = find_text(form, "ui_locales").value_or(""),
  };
  if (auto id = find_text(form, "client_id")) request.client_id = ApplicationId(*std::move(id));
  return request;
}

Result<LogoutHint, OAuthError> verify_id_token_hint(
    std::string_view hint, const jose::KeySet& keys, const std::string& issuer, TimePoint now
) {
  const jose::Expectations expectations{
      .issuer = issuer,
      .audience = jose::Audience::not_checked(),  // it tells who the client is
      .type = jose::TokenType::id_token,
      .expiry = jose::Expiry::ignored,
  };
  const auto claims = jose::verify(hint, keys, expectations, now);
  if (!claims || claims->aud().size() != 1) {
    auto error = invalid_request("could not validate id_token_hint");
    error.detail = claims ? "several audiences" : claims.error().description;
    return error;
  }
  return LogoutHint{
      .client_id = ApplicationId(claims->aud().front()),
      .user_id = UserId(std::string(*claims->sub())),
  };
}

Result<std::optional<std::string>, OAuthError> decide_logout_destination(
    const LogoutRequest& request, const Application* client
) {
  const auto& uri = request.post_logout_redirect_uri;
  if (!uri || client == nullptr) return std::optional<std::string>();
  // RP-Initiated Logout 3: one of the registered ones, or anybody could send the user anywhere.
  const auto& registered = client->oidc_client_metadata.post_logout_redirect_uris;
  if (!matches_redirect_uri(*uri, registered, LoopbackPort::exact)) {
    return invalid_request("post_logout_redirect_uri not registered");
  }
  // It may have been registered in other letters.
  auto destination = to_ascii_uri(*uri).value_or(*uri);
  if (!request.state) return std::optional(std::move(destination));
  return std::optional(with_query_parameter(std::move(destination), "state", *request.state));
}

LogoutStep decide_logout_step(const LogoutFacts& facts) {
  if (!facts.session) return LogoutStep::finish;
  if (facts.hinted_user && *facts.hinted_user != facts.session->user_id)
    return LogoutStep::ask_about_account;
  // RP-Initiated Logout 2: without a hint anybody may have sent the person here.
  if (!facts.hinted_user && !facts.client) return LogoutStep::ask;
  // Logto's SDKs send a client_id and no hint, and expect no click. The post and its token still
  // keep other sites' pages from signing the user out with an image or a hidden frame.
  return LogoutStep::post_automatically;
}

EndSession::EndSession(const Dependencies& dependencies, KeyRings& keys)
    : dependencies_(dependencies),
      keys_(keys),
      xsrf_key_(dependencies.vault.derive("logout xsrf/" + dependencies.tenant.value())),
      return_place_("logout return/" + dependencies.tenant.value()) {}

Task<http::Response> EndSession::handle(http::Request request) {
  auto response = co_await ask(request);
  if (!response) co_return to_response(response.error(), request);
  co_return *std::move(response);
}

Task<http::Response> EndSession::confirm(http::Request request) {
  auto response = co_await end(request);
  if (!response) co_return to_response(response.error(), request);
  co_return *std::move(response);
}

Task<http::Response> EndSession::success(http::Request request) {
  co_return http::redirect_response(303, request_endpoint(dependencies_, request) + "/signed-out");
}

Task<Result<http::Response, OAuthError>> EndSession::ask(http::Request request) {
  const auto form = parse_client_form(request);
  if (!form) co_return form.error();
  // A browser leaves its SameSite=Lax cookie out of another site's post. Posted again by a page of
  // ours it has it; a redirect to the GET form would put the hint into the address line.
  const bool is_post = request.method == http::Method::post;
  const bool has_cookie = !sent_session(dependencies_, request).value.empty();
  if (is_post && !has_cookie && !is_own_origin(request)) {
    co_return to_repost_page(request, *form);
  }
  const auto logout = parse_logout_request(*form);
  const auto facts = co_await load(logout, request);
  if (!facts) co_return facts.error();
  const auto destination = decide_logout_destination(logout, facts->client.get());
  if (!destination) co_return destination.error();
  if (decide_logout_step(*facts) == LogoutStep::finish) co_return to_end(request, *destination);
  co_return to_confirm_page(request, logout, *facts);
}

Task<Result<http::Response, OAuthError>> EndSession::end(http::Request request) {
  if (!is_own_origin(request)) co_return invalid_request("the request comes from another origin");
  const auto form = parse_client_form(request);
  if (!form) co_return form.error();
  auto logout = parse_logout_request(*form);
  logout.id_token_hint.reset();  // the page has resolved it
  const auto facts = co_await load(logout, request);
  if (!facts) co_return facts.error();
  // Checked again: what the page carried is only the browser's word.
  const auto destination = decide_logout_destination(logout, facts->client.get());
  if (!destination) co_return destination.error();
  if (!facts->session) co_return to_end(request, *destination);
  const auto xsrf = form->find("xsrf").value_or("");
  if (!equals_in_constant_time(xsrf, make_xsrf(facts->session->id))) {
    co_return invalid_request("xsrf token invalid");
  }
  // It goes with its session.
  const storage::SessionOriginStore origins(dependencies_.database, dependencies_.tenant);
  const auto origin = co_await origins.find(facts->session->id);
  co_await commit(*facts->session, request);
  if (!origin || origin->logout_url.empty()) co_return to_end(request, *destination);
  co_return to_end(request, at_provider(*origin, destination->value_or(success_of(request))));
}

Task<http::Response> EndSession::come_back(http::Request request) {
  const auto form = http::parse_form(request.query);
  const auto sealed = form ? parse_base64url(form->find("state").value_or("")) : std::nullopt;
  std::optional<std::string> destination;
  try {
    if (sealed && !sealed->empty()) {
      const auto state = dependencies_.vault.open(return_place_, *sealed);
      destination = find_destination(state.reveal(), dependencies_.clock.now());
    }
  } catch (const std::runtime_error&) {
    // Not a state of ours: the person is signed out all the same.
  }
  co_return http::redirect_response(303, destination.value_or(success_of(request)));
}

// RP-Initiated Logout 1.0 2 and 3: with one address, which the provider knows. Where the person
// goes from there is sealed: the provider neither learns nor chooses it.
std::string EndSession::at_provider(const SessionOrigin& origin, const std::string& destination)
    const {
  const Secret place(to_return_state(destination, dependencies_.clock.now()));
  const auto state = to_base64url(dependencies_.vault.seal(return_place_, place));
  const auto back = dependencies_.endpoint + to_path(path::end_session_return);
  auto url = with_query_parameter(origin.logout_url, "post_logout_redirect_uri", back);
  return with_query_parameter(std::move(url), "state", state);
}

Task<Result<LogoutFacts, OAuthError>> EndSession::load(
    LogoutRequest logout, http::Request request
) {
  LogoutFacts facts;
  auto client_id = logout.client_id;
  if (logout.id_token_hint) {
    const auto ring = co_await keys_.current();
    const TimePoint now = dependencies_.clock.now();
    auto hint =
        verify_id_token_hint(*logout.id_token_hint, ring->key_set(), dependencies_.issuer(), now);
    if (!hint) co_return hint.error();
    if (client_id && *client_id != hint->client_id) {
      co_return invalid_request("client_id does not match the provided id_token_hint");
    }
    client_id = hint->client_id;
    facts.hinted_user = hint->user_id;
  }
  if (client_id) {
    facts.client = co_await find_client(dependencies_, *client_id);
    if (!facts.client) {
      co_return OAuthError{
          .code = OAuthErrorCode::invalid_client,
          .description = "client is invalid",
          .detail = {},
          .scope = std::nullopt,
          .status = 400,
      };
    }
  }
  auto sent = sent_session(dependencies_, request);
  facts.session = co_await load_session(dependencies_, std::move(sent));
  co_return facts;
}

Task<void> EndSession::commit(Session session, http::Request request) {
  const storage::SessionEnd end(
      dependencies_.database, dependencies_.settings, dependencies_.random, dependencies_.clock
  );
  const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
  auto plan = co_await end.plan_one(session.id, session.user_id);
  AuditEvent event = make_audit_event(dependencies_, "Session.End", request);
  event.user_id = session.user_id;
  event.session_id = session.id;
  plan.add(logs.insert(event));
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("the end of a session cannot conflict");
}

http::Response EndSession::to_repost_page(const http::Request& request, const http::Form& form)
    const {
  return to_response(LogoutPage{
      .kind = LogoutPageKind::posts_itself,
      .action = to_path(path::end_session),
      .fields = form.fields(),
      .language = language_of(request, form.find("ui_locales").value_or("")),
      .nonce = crypto::random_token(dependencies_.random),
  });
}

http::Response EndSession::to_confirm_page(
    const http::Request& request, const LogoutRequest& logout, const LogoutFacts& facts
) const {
  LogoutPage page{
      .kind = page_kind_of(decide_logout_step(facts)),
      .action = to_path(path::end_session_confirm),
      .fields = {{"xsrf", make_xsrf(facts.session->id)}},
      .language = language_of(request, logout.ui_locales),
      .nonce = crypto::random_token(dependencies_.random),
  };
  if (facts.client) {
    page.fields.emplace_back("client_id", facts.client->id.value());
    if (const auto& uri = logout.post_logout_redirect_uri) {
      page.fields.emplace_back("post_logout_redirect_uri", *uri);
    }
    if (logout.state) page.fields.emplace_back("state", *logout.state);
  }
  return to_response(page);
}

http::Response EndSession::to_end(
    const http::Request& request, const std::optional<std::string>& destination
) const {
  auto response = http::redirect_response(303, destination.value_or(success_of(request)));
  response.set("Cache-Control", "no-store");
  const auto sent = sent_session(dependencies_, request);
  if (!sent.value.empty()) {
    response.add("Set-Cookie", to_removed_session_cookie(dependencies_, sent.name));
  }
  return response;
}

std::string EndSession::success_of(const http::Request& request) const {
  return request_endpoint(dependencies_, request) + to_path(path::end_session_success);
}

std::string EndSession::make_xsrf(const SessionId& session) const {
  return to_base64url(crypto::hmac_sha256(xsrf_key_.reveal(), session.value()));
}

bool EndSession::is_own_origin(const http::Request& request) const {
  // Browsers send Origin with every post; where something has removed it, the token still counts.
  const auto origin = request.header("origin");
  return !origin || *origin == dependencies_.endpoint ||
         *origin == request_endpoint(dependencies_, request);
}

}  // namespace daemun::oidc
