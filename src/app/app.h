// The application as a function: a request in, an answer out. Tests call it without a socket.
#ifndef DAEMUN_APP_APP_H
#define DAEMUN_APP_APP_H

#include "app/console_cors.h"
#include "app/console_pages.h"
#include "app/network_limits.h"
#include "app/tenant.h"
#include "experience/console_setup.h"
#include "http/refusal.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace daemun::app {

struct AppConfig {
  std::string endpoint;        // of tenant "default"
  std::string admin_endpoint;  // of tenant "admin"
  int network_rate = 0;        // NETWORK_RATE_LIMIT; 0: none
};

class App {
 public:
  // `metrics` makes the text of /metrics.
  App(const Machines& machines, const AppConfig& config, std::function<std::string()> metrics);

  // Finds the tenant by the listener and the handler by method and path. Exceptions pass through to
  // the door.
  Task<http::Response> handle(http::Request request);

  // The answer when the door itself refuses: a page for people, JSON for programs.
  http::Response show_refusal(const http::Request& seen, const http::Refusal& refusal) const;

  Tenant& default_tenant() { return default_tenant_; }
  Tenant& admin_tenant() { return admin_tenant_; }
  // Of all tenants.
  storage::Journal::Counters journal_counters() const;
  // All routes of a listener: for documentation and tests.
  const http::Router& router(http::Listener listener) const;

 private:
  Task<http::Response> answer(http::Request request);
  Task<http::Response> answer_console(http::Request request);
  Task<http::Response> answer_and_present(http::Request request);
  Task<http::Response> dispatch(http::Request request);
  const Tenant& tenant_of(http::Listener listener) const;
  Task<http::Response> answer_unknown(http::Request request, std::vector<http::Method> allowed);
  http::Response not_found(const http::Request& request, const std::vector<http::Method>& allowed)
      const;

  Tenant admin_tenant_;
  Tenant default_tenant_;
  ConsolePages console_pages_;
  experience::ConsoleSetup console_setup_;
  ConsoleCors console_cors_;
  NetworkLimits network_limits_;
  http::Router default_router_;
  http::Router admin_router_;
};

}  // namespace daemun::app

#endif
