// Shared by all parts of a web app's sign-in: the settings, made ready, and the connections.
#ifndef DAEMUN_AUTH_WEB_CORE_H
#define DAEMUN_AUTH_WEB_CORE_H

#include "base/clock.h"
#include "daemun/auth/authorization.h"
#include "daemun/auth/session/keyring.h"
#include "daemun/auth/session/session_keeper.h"
#include "daemun/auth/session/session_store.h"
#include "daemun/auth/transport/provider_connection.h"
#include "daemun/auth/web/early_refreshes.h"
#include "daemun/auth/web/parts.h"
#include "daemun/auth/web/recent_sessions.h"
#include "daemun/auth/web/settings.h"
#include "daemun/auth/web/visit.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

struct ConfiguredProvider {
  AuthProvider settings;
  std::string name;
  std::string redirect_uri;
  AuthorizationParameters authorization;
  ProviderConnection connection;
  EarlyRefreshes early_refreshes{};
};

// The result of refreshing a session, and the target that it was for.
struct RefreshFlight {
  std::string target{};
  Result<KeptSession, AuthError> outcome;
};

class AuthCore {
 public:
  // Settings that cannot work throw std::invalid_argument, so that an app does not begin to serve
  // with them: check_settings.h has the list.
  AuthCore(AuthSettings given, AuthParts parts);

  // Null when there is none of that id.
  ConfiguredProvider* find_provider(std::string_view id) const;
  std::string path(std::string_view rest) const { return settings.base_path + std::string(rest); }
  TimePoint now() const { return parts.clock->now(); }
  void report(std::string_view where, const AuthError& error) const;

  const AuthSettings settings;
  const AuthParts parts;
  // "https://app.example"
  const std::string origin;
  const Scheme scheme;
  const std::shared_ptr<const Keyring> keyring;
  const SessionKeeper keeper;
  // Where seen states and logout tokens are remembered: the sessions' store, or this process.
  const std::shared_ptr<SessionStore> memory;
  mutable RecentSessions recent;
  mutable SingleFlight<RefreshFlight> refreshes;

 private:
  std::vector<std::unique_ptr<ConfiguredProvider>> providers_;
};

}  // namespace daemun::auth

#endif
