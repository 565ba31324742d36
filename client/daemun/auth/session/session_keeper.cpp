#include "daemun/auth/session/session_keeper.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "daemun/auth/session/store_call.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::size_t max_session_chunks = 5;
// Left free for the cookies that come later: a sign-in under way, and the token of forms.
constexpr std::size_t reserved_bytes = 1'400;
constexpr std::size_t session_token_size = 43;
constexpr std::string_view cookie_purpose = "session cookie";

// A store's reader must not get the value that lets in.
std::string to_store_key(std::string_view cookie_value) {
  return to_base64url(crypto::sha256(cookie_value));
}

// The sealed text belongs to its row.
std::string to_store_purpose(const std::string& key) {
  return "session store:" + key;
}

constexpr std::string_view user_purpose = "user key";
constexpr std::string_view provider_session_purpose = "provider session key";

// The length keeps the two apart.
std::string to_indexed(std::string_view issuer, std::string_view name) {
  std::string text = std::to_string(issuer.size()) + ':';
  text += issuer;
  text += name;
  return text;
}

using Grants = std::map<std::string, AccessGrant, std::less<>>;

// One that does not say when it expires is the last.
Grants::const_iterator find_first_to_expire(const Grants& grants) {
  return std::ranges::min_element(grants, {}, [](const auto& entry) {
    return entry.second.expires_at.value_or(TimePoint::max());
  });
}

}  // namespace

SessionKeeper::SessionKeeper(
    SessionSettings settings,
    std::shared_ptr<const Keyring> keyring,
    Scheme scheme,
    crypto::Random& random
)
    : settings_(std::move(settings)),
      keyring_(std::move(keyring)),
      scheme_(scheme),
      random_(random),
      cookie_name_(to_cookie_name(settings_.cookie_name, scheme)) {}

std::optional<Session> SessionKeeper::open(std::string_view sealed, std::string_view purpose)
    const {
  const auto text = keyring_->open(sealed, purpose);
  if (!text) return std::nullopt;
  return parse_session(*text);
}

Result<std::optional<KeptSession>, AuthError> SessionKeeper::find(
    const Cookies& cookies, TimePoint now
) const {
  const auto value = find_chunked_cookie(cookies, cookie_name_, max_session_chunks);
  if (!value) return std::optional<KeptSession>();
  KeptSession kept;
  if (settings_.store) {
    if (value->size() != session_token_size) return std::optional<KeptSession>();
    kept.key = to_store_key(*value);
    kept.cookie_value = Secret(*value);
    return reload(std::move(kept), now);
  }
  auto session = open(*value, cookie_purpose);
  if (!session || !is_alive(*session, settings_.lifetime, now)) return std::optional<KeptSession>();
  kept.session = *std::move(session);
  return std::optional<KeptSession>(std::move(kept));
}

Result<std::optional<KeptSession>, AuthError> SessionKeeper::reload(KeptSession kept, TimePoint now)
    const {
  if (!settings_.store) return std::optional<KeptSession>(std::move(kept));
  const auto stored =
      call_store(*settings_.store, [&](SessionStore& store) { return store.find(kept.key, now); });
  if (!stored) return stored.error();
  if (!*stored) return std::optional<KeptSession>();
  auto session = open((*stored)->sealed, to_store_purpose(kept.key));
  if (!session || !is_alive(*session, settings_.lifetime, now)) return std::optional<KeptSession>();
  kept.session = *std::move(session);
  kept.version = (*stored)->version;
  return std::optional<KeptSession>(std::move(kept));
}

StoredSession SessionKeeper::to_stored(const KeptSession& kept) const {
  const Session& session = kept.session;
  StoredSession stored;
  stored.sealed = keyring_->seal(to_text(session).reveal(), to_store_purpose(kept.key), random_);
  stored.user_key = keyring_->sign(to_indexed(session.issuer, session.subject), user_purpose);
  if (!session.provider_session_id.empty()) {
    stored.provider_session_key = keyring_->sign(
        to_indexed(session.issuer, session.provider_session_id), provider_session_purpose
    );
  }
  stored.expires_at = find_end(session, settings_.lifetime);
  stored.version = kept.version;
  return stored;
}

std::size_t SessionKeeper::find_room(const Cookies& present) const {
  const std::size_t taken =
      reserved_bytes + cookie_bytes(without_chunked_cookie(present, cookie_name_));
  return settings_.max_cookie_bytes - std::min(settings_.max_cookie_bytes, taken);
}

std::vector<SetCookie> SessionKeeper::seal_in_cookies(
    const SetCookie& empty, const Session& session, const Cookies& present
) const {
  SetCookie cookie = empty;
  cookie.value = keyring_->seal(to_text(session).reveal(), cookie_purpose, random_);
  return make_chunked_cookie(cookie, present);
}

// A cookie that is too large for the app's own server would lock its user out of every page, the
// sign-out included. Grants can be fetched again; everything else is needed.
Result<Kept, AuthError> SessionKeeper::to_kept(
    KeptSession kept, const Cookies& present, TimePoint now
) const {
  SetCookie cookie;
  cookie.name = cookie_name_;
  cookie.scheme = scheme_;
  cookie.max_age = std::chrono::ceil<Seconds>(find_end(kept.session, settings_.lifetime) - now);
  Kept made;
  if (settings_.store) {
    cookie.value = kept.cookie_value.reveal();
    made.cookies = make_chunked_cookie(cookie, present);
  } else {
    Session fitted = kept.session;
    made.cookies = seal_in_cookies(cookie, fitted, present);
    while (cookie_bytes(apply_cookies({}, made.cookies)) > find_room(present)) {
      if (fitted.grants.empty()) {
        return refuse(
            Code::session_too_large, "the session is too large for a cookie: use a store"
        );
      }
      fitted.grants.erase(find_first_to_expire(fitted.grants));
      ++made.left_out;
      made.cookies = seal_in_cookies(cookie, fitted, present);
    }
  }
  made.kept = std::move(kept);
  return made;
}

Result<Kept, AuthError> SessionKeeper::insert(
    Session session, const Cookies& present, TimePoint now
) const {
  KeptSession kept;
  kept.session = std::move(session);
  if (!settings_.store) return to_kept(std::move(kept), present, now);
  const auto removed = remove(present);
  if (!removed) return removed.error();
  kept.cookie_value = Secret(crypto::random_token(random_));
  kept.key = to_store_key(kept.cookie_value.reveal());
  kept.version = 1;
  const auto written = call_store(*settings_.store, [&](SessionStore& store) {
    return store.insert(kept.key, to_stored(kept), now);
  });
  if (!written) return written.error();
  if (*written != SessionStore::Write::done) {
    return refuse_for_store("it has a session under a new random key");
  }
  return to_kept(std::move(kept), present, now);
}

Result<std::optional<Kept>, AuthError> SessionKeeper::update(
    KeptSession kept, const Cookies& present, TimePoint now
) const {
  if (settings_.store) {
    const auto written = call_store(*settings_.store, [&](SessionStore& store) {
      return store.update(kept.key, to_stored(kept), now);
    });
    if (!written) return written.error();
    if (*written != SessionStore::Write::done) return std::optional<Kept>();
    ++kept.version;
  }
  auto made = to_kept(std::move(kept), present, now);
  if (!made) return made.error();
  return std::optional<Kept>(*std::move(made));
}

Result<void, AuthError> SessionKeeper::remove(const Cookies& present) const {
  if (!settings_.store) return {};
  const auto value = find_cookie(present, cookie_name_);
  if (!value || value->size() != session_token_size) return {};
  const std::string key = to_store_key(*value);
  return call_store(*settings_.store, [&](SessionStore& store) { store.remove(key); });
}

std::vector<SetCookie> SessionKeeper::make_removal(const Cookies& present) const {
  SetCookie gone;
  gone.name = cookie_name_;
  gone.scheme = scheme_;
  return make_chunked_cookie(gone, present);
}

Result<void, AuthError> SessionKeeper::remove_of_user(
    std::string_view issuer, std::string_view subject
) const {
  if (!settings_.store) return {};
  // With each secret: a session may have been stored before the newest one.
  const auto keys = keyring_->sign_with_each(to_indexed(issuer, subject), user_purpose);
  return call_store(*settings_.store, [&](SessionStore& store) {
    for (const std::string& key : keys)
      store.remove_of_user(key);
  });
}

Result<void, AuthError> SessionKeeper::remove_of_provider_session(
    std::string_view issuer, std::string_view session_id
) const {
  if (!settings_.store) return {};
  const auto keys =
      keyring_->sign_with_each(to_indexed(issuer, session_id), provider_session_purpose);
  return call_store(*settings_.store, [&](SessionStore& store) {
    for (const std::string& key : keys)
      store.remove_of_provider_session(key);
  });
}

}  // namespace daemun::auth
