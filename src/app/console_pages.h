// The console: one document for all addresses below /console of the admin listener, and its files.
#ifndef DAEMUN_APP_CONSOLE_PAGES_H
#define DAEMUN_APP_CONSOLE_PAGES_H

#include "base/task.h"
#include "crypto/random.h"
#include "experience/pages/embedded.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/administrator_store.h"

#include <span>
#include <string>
#include <string_view>

namespace daemun::app {

struct ConsoleAddresses {
  std::string endpoint;        // "http://localhost:3001"
  std::string admin_endpoint;  // "http://localhost:3002"
};

class ConsolePages {
 public:
  ConsolePages(
      ConsoleAddresses addresses,
      storage::Database& database,
      crypto::Random& random,
      std::span<const http::StaticFile> files = experience::embedded_files()
  );

  Task<http::Response> document(http::Request request);       // GET /console, /console/{path...}
  Task<http::Response> asset(http::Request request);          // GET /console/assets/{path...}
  Task<http::Response> go_to_console(http::Request request);  // GET /

 private:
  http::Response render(std::string_view language, bool needs_setup) const;

  ConsoleAddresses addresses_;
  std::string endpoint_origin_;
  storage::AdministratorStore administrators_;
  crypto::Random& random_;
  std::span<const http::StaticFile> files_;
  std::string_view document_;
};

}  // namespace daemun::app

#endif
