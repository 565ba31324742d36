#include "daemun/auth/session/session_keeper.h"

#include "base/encoding.h"
#include "crypto/digest.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::auth {

namespace {

// Browsers send all cookies of a site with each request, and servers take heads of 8 to 64 KiB.
constexpr std::size_t max_session_chunks = 5;
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

std::optional<KeptSession> SessionKeeper::find_in_store(std::string_view cookie, TimePoint now)
    const {
  if (cookie.size() != session_token_size) return std::nullopt;
  KeptSession kept;
  kept.key = to_store_key(cookie);
  kept.cookie_value = Secret(std::string(cookie));
  return reload(std::move(kept), now);
}

std::optional<KeptSession> SessionKeeper::find(const Cookies& cookies, TimePoint now) const {
  const auto value = find_chunked_cookie(cookies, cookie_name_, max_session_chunks);
  if (!value) return std::nullopt;
  if (settings_.store) return find_in_store(*value, now);
  auto session = open(*value, cookie_purpose);
  if (!session || !is_alive(*session, settings_.lifetime, now)) return std::nullopt;
  KeptSession kept;
  kept.session = *std::move(session);
  return kept;
}

std::optional<KeptSession> SessionKeeper::reload(KeptSession kept, TimePoint now) const {
  if (!settings_.store) return kept;
  const auto stored = settings_.store->find(kept.key, now);
  if (!stored) return std::nullopt;
  auto session = open(stored->sealed, to_store_purpose(kept.key));
  if (!session || !is_alive(*session, settings_.lifetime, now)) return std::nullopt;
  kept.session = *std::move(session);
  kept.version = stored->version;
  return kept;
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

std::vector<SetCookie> SessionKeeper::to_cookies(
    const KeptSession& kept, const Cookies& present, TimePoint now
) const {
  SetCookie cookie;
  cookie.name = cookie_name_;
  cookie.scheme = scheme_;
  cookie.max_age = std::chrono::ceil<Seconds>(find_end(kept.session, settings_.lifetime) - now);
  cookie.value = settings_.store
                     ? kept.cookie_value.reveal()
                     : keyring_->seal(to_text(kept.session).reveal(), cookie_purpose, random_);
  if (cookie.value.size() > max_cookie_chunk * max_session_chunks) {
    throw std::length_error("the session is too large for a cookie: give Auth a session store");
  }
  return make_chunked_cookie(cookie, present);
}

Kept SessionKeeper::insert(Session session, const Cookies& present, TimePoint now) const {
  KeptSession kept;
  kept.session = std::move(session);
  if (settings_.store) {
    remove(present);
    kept.cookie_value = Secret(crypto::random_token(random_));
    kept.key = to_store_key(kept.cookie_value.reveal());
    kept.version = 1;
    const auto written = settings_.store->insert(kept.key, to_stored(kept), now);
    if (written != SessionStore::Write::done) {
      throw std::runtime_error("the session store had a random key already");
    }
  }
  auto cookies = to_cookies(kept, present, now);
  return {.kept = std::move(kept), .cookies = std::move(cookies)};
}

std::optional<Kept> SessionKeeper::update(KeptSession kept, const Cookies& present, TimePoint now)
    const {
  if (settings_.store) {
    const auto written = settings_.store->update(kept.key, to_stored(kept), now);
    if (written != SessionStore::Write::done) return std::nullopt;
    ++kept.version;
  }
  auto cookies = to_cookies(kept, present, now);
  return Kept{.kept = std::move(kept), .cookies = std::move(cookies)};
}

std::vector<SetCookie> SessionKeeper::remove(const Cookies& present) const {
  if (settings_.store) {
    const auto value = find_cookie(present, cookie_name_);
    if (value && value->size() == session_token_size) {
      settings_.store->remove(to_store_key(*value));
    }
  }
  SetCookie gone;
  gone.name = cookie_name_;
  gone.scheme = scheme_;
  return make_chunked_cookie(gone, present);
}

void SessionKeeper::remove_of_user(std::string_view issuer, std::string_view subject) const {
  if (!settings_.store) return;
  // With each secret: a session may have been stored before the newest one.
  for (const auto& key : keyring_->sign_with_each(to_indexed(issuer, subject), user_purpose))
    settings_.store->remove_of_user(key);
}

void SessionKeeper::remove_of_provider_session(std::string_view issuer, std::string_view session_id)
    const {
  if (!settings_.store) return;
  const std::string text = to_indexed(issuer, session_id);
  for (const auto& key : keyring_->sign_with_each(text, provider_session_purpose))
    settings_.store->remove_of_provider_session(key);
}

}  // namespace daemun::auth
