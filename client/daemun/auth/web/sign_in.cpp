#include "daemun/auth/web/sign_in.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "daemun/auth/callback.h"
#include "daemun/auth/id_token.h"
#include "daemun/auth/session/store_call.h"
#include "daemun/auth/token.h"
#include "daemun/auth/userinfo.h"
#include "daemun/auth/web/pending_cookie.h"
#include "daemun/auth/web/replies.h"
#include "daemun/auth/web/return_to.h"
#include "daemun/auth/web/write_session.h"

#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

AuthorizationParameters to_parameters(
    const AuthCore& core, const ConfiguredProvider& provider, const SignInOptions& options
) {
  AuthorizationParameters parameters = provider.authorization;
  if (!options.prompt.empty()) parameters.prompt = split_words(options.prompt);
  parameters.login_hint = options.login_hint;
  for (const auto& parameter : options.extra)
    parameters.extra.push_back(parameter);
  parameters.return_to = to_own_path(options.return_to, core.origin).value_or("/");
  return parameters;
}

// RFC 9126: pushed where the provider wants nothing else.
Task<Result<std::string, AuthError>> find_authorization_url(
    ConfiguredProvider& provider,
    RegistrationPointer registration,
    const PreparedAuthorization& prepared
) {
  if (!registration->provider.metadata.requires_pushed_requests) {
    co_return make_authorization_url(*registration, prepared);
  }
  auto request = make_pushed_authorization_request(
      *registration, prepared, provider.connection.surroundings()
  );
  if (!request) co_return request.error();
  const auto response = co_await provider.connection.send(*std::move(request));
  if (!response) co_return response.error();
  const auto pushed =
      read_pushed_authorization_response(*response, provider.connection.surroundings().now);
  if (!pushed) co_return pushed.error();
  co_return make_pushed_authorization_url(*registration, *pushed);
}

ResponseMode find_mode(const Registration& registration, const AuthorizationParameters& given) {
  return given.response_mode.value_or(registration.provider.quirks.response_mode);
}

// The result of redeeming a code.
struct Proof {
  TokenSet tokens{};
  json::object claims{};
  std::string issuer{};
  std::string subject{};
  std::string provider_session_id{};
};

// Without ID tokens (GitHub, Discord) the user is whom userinfo names.
Task<Result<Proof, AuthError>> ask_userinfo(
    ConfiguredProvider& provider, RegistrationPointer registration, TokenSet tokens
) {
  auto request = make_userinfo_request(registration->provider, tokens.access_token);
  if (!request) co_return request.error();
  const auto response = co_await provider.connection.send(*std::move(request));
  if (!response) co_return response.error();
  auto user = read_userinfo_response(*response, registration->provider, std::nullopt);
  if (!user) co_return user.error();
  Proof proof;
  proof.tokens = std::move(tokens);
  proof.issuer = registration->provider.metadata.issuer;
  proof.subject = user->subject;
  proof.claims = std::move(user->claims);
  co_return proof;
}

Task<Result<Proof, AuthError>> prove(
    ConfiguredProvider& provider, RegistrationPointer registration, ReceivedCode received
) {
  ProviderConnection& connection = provider.connection;
  Request request = make_code_request(*registration, received, connection.surroundings());
  const auto response = co_await connection.send(std::move(request));
  if (!response) co_return response.error();
  auto tokens = read_code_response(*response, received, connection.surroundings().now);
  if (!tokens) co_return tokens.error();
  if (tokens->id_token.empty()) {
    auto proof = co_await ask_userinfo(provider, registration, *std::move(tokens));
    co_return proof;
  }
  const IdTokenRules rules = make_id_token_rules(received, *tokens);
  const TimePoint now = connection.surroundings().now;
  auto verify = [&tokens, &rules, now](const jose::KeySet& keys, const Registration& registered) {
    return verify_id_token(tokens->id_token.reveal(), keys, registered, rules, now);
  };
  auto id_token = co_await connection.with_keys(verify);
  if (!id_token) co_return id_token.error();
  Proof proof;
  proof.tokens = *std::move(tokens);
  proof.claims = id_token->claims.members();
  proof.issuer = id_token->issuer;
  proof.subject = id_token->subject;
  proof.provider_session_id = id_token->session_id;
  co_return proof;
}

// The callbacks' turn. Errors: denied.
Result<Session, AuthError> make_session(
    const AuthCore& core, const ConfiguredProvider& provider, Proof proof
) {
  Session session;
  session.id = crypto::random_alphanumeric(*core.parts.random, 21);
  session.provider_id = provider.settings.id;
  session.issuer = proof.issuer;
  session.subject = proof.subject;
  session.provider_session_id = proof.provider_session_id;
  session.user = provider.settings.profile(proof.claims);
  const Account account{
      .provider_id = session.provider_id, .tokens = proof.tokens, .claims = proof.claims};
  const Callbacks& callbacks = core.settings.callbacks;
  if (callbacks.sign_in && callbacks.sign_in(session.user, account) != Verdict::allow) {
    return refuse(Code::denied, "the app does not let this user in");
  }
  if (callbacks.jwt) callbacks.jwt(session.token, account);
  session.tokens = std::move(proof.tokens);
  session.signed_in_at = core.now();
  session.seen_at = session.signed_in_at;
  return session;
}

// The cookie has been taken away, but a copy of it may come again, and a provider may take a code
// twice. Asked after the code was good, so that nobody can fill the memory with states. Errors:
// replayed, store_unavailable.
Result<void, AuthError> check_first_use(const AuthCore& core, std::string_view state) {
  const std::string name = "state:" + to_base64url(crypto::sha256(state));
  const TimePoint now = core.now();
  const auto sighting = call_store(*core.memory, [&](SessionStore& store) {
    return store.remember(name, now, now + pending_lifetime);
  });
  if (!sighting) return sighting.error();
  if (*sighting == Sighting::first) return {};
  return refuse(Code::replayed, "this sign-in was completed before");
}

struct Homecoming {
  Session session{};
  std::string return_to{};
};

Task<Result<Homecoming, AuthError>> find_homecoming(
    const AuthCore& core, ConfiguredProvider& provider, Form fields, TakenPending taken
) {
  if (!taken.pending) {
    co_return refuse(Code::expired_authorization, "this browser has not begun such a sign-in");
  }
  const auto registration = co_await provider.connection.registration();
  if (!registration) co_return registration.error();
  const std::string return_to = taken.pending->return_to;
  const std::string state = taken.pending->state;
  auto received = read_callback(fields, *std::move(taken.pending), **registration, core.now());
  if (!received) co_return received.error();
  auto proof = co_await prove(provider, *registration, *std::move(received));
  if (!proof) co_return proof.error();
  const auto first_use = check_first_use(core, state);
  if (!first_use) co_return first_use.error();
  auto session = make_session(core, provider, *std::move(proof));
  if (!session) co_return session.error();
  Homecoming home;
  home.session = *std::move(session);
  // Sealed, and checked when it was; checked again because it goes into a header.
  home.return_to = to_own_path(return_to, core.origin).value_or("/");
  co_return home;
}

// The record of a sign-in is a cookie, and a long address makes it large. Four bytes are sealed for
// three, and a record without an address takes some 1,000.
bool has_room_for(const AuthCore& core, const Cookies& present, std::string_view return_to) {
  constexpr std::size_t always_kept = 100;
  constexpr std::size_t bare_record = 1'000;
  const std::size_t taken = cookie_bytes(without_pending_cookies(present, core.scheme)) +
                            bare_record + return_to.size() * 4 / 3;
  return return_to.size() <= always_kept || taken <= core.settings.session.max_cookie_bytes;
}

}  // namespace

Task<Response> begin_sign_in(
    const AuthCore& core, Request request, std::string provider_id, SignInOptions options
) {
  constexpr std::string_view where = "sign_in";
  ConfiguredProvider* provider = core.find_provider(provider_id);
  if (provider == nullptr) co_return finish(make_plain_reply(404, "no such provider"), {});
  const auto registration = co_await provider->connection.registration();
  if (!registration) co_return finish(make_failure(core, request, where, registration.error()), {});
  const Cookies present = parse_cookies(request.headers);
  AuthorizationParameters parameters = to_parameters(core, *provider, options);
  if (!has_room_for(core, present, parameters.return_to)) parameters.return_to = "/";
  const auto prepared =
      prepare_authorization(**registration, parameters, provider->connection.surroundings());
  if (!prepared) co_return finish(make_failure(core, request, where, prepared.error()), {});
  const auto url = co_await find_authorization_url(*provider, *registration, *prepared);
  if (!url) co_return finish(make_failure(core, request, where, url.error()), {});

  Visit visit;
  add_cookies(
      visit,
      make_pending_cookies(
          prepared->pending,
          find_mode(**registration, parameters),
          pending_rules(core),
          present,
          *core.parts.random
      )
  );
  co_return finish(make_redirect(request, *url), visit.headers());
}

Task<Response> complete_sign_in(const AuthCore& core, Request request, std::string provider_id) {
  constexpr std::string_view where = "callback";
  ConfiguredProvider* provider = core.find_provider(provider_id);
  if (provider == nullptr) co_return finish(make_plain_reply(404, "no such provider"), {});
  auto fields = parse_callback(request);
  if (!fields) co_return finish(make_failure(core, request, where, fields.error()), {});

  Visit visit;
  visit.cookies = parse_cookies(request.headers);
  const std::string state(fields->find("state").value_or(""));
  TakenPending taken = take_pending(state, core.scheme, visit.cookies, *core.keyring);
  add_cookies(visit, std::move(taken.cookies));
  auto home = co_await find_homecoming(core, *provider, *std::move(fields), std::move(taken));
  if (!home) {
    co_return finish(make_failure(core, request, where, home.error()), visit.headers());
  }
  const auto inserted = insert_session(core, visit, where, std::move(home->session));
  if (!inserted) {
    co_return finish(make_failure(core, request, where, inserted.error()), visit.headers());
  }
  if (core.settings.events.signed_in) core.settings.events.signed_in(visit.kept->session);
  co_return finish(make_redirect(request, core.origin + home->return_to), visit.headers());
}

}  // namespace daemun::auth
