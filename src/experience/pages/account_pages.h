// The account center: one document for /account and everything below it. Its script signs people
// in as any application does and calls the Account API; the document itself knows nobody.
#ifndef DAEMUN_EXPERIENCE_PAGES_ACCOUNT_PAGES_H
#define DAEMUN_EXPERIENCE_PAGES_ACCOUNT_PAGES_H

#include "base/task.h"
#include "domain/member_permissions.h"
#include "experience/dependencies.h"
#include "experience/pages/embedded.h"
#include "http/request.h"
#include "http/response.h"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

// Where the account center may send people back to: the origins of the redirect URIs of the
// tenant's applications. They are read once in a few seconds, however often a page is asked for.
class ReturnOrigins {
 public:
  explicit ReturnOrigins(const Dependencies& dependencies) : dependencies_(dependencies) {}

  Task<bool> allow(std::string url);

 private:
  using RedirectUris = std::shared_ptr<const std::vector<std::string>>;
  Task<RedirectUris> find_redirect_uris();

  const Dependencies& dependencies_;
  std::mutex mutex_;
  RedirectUris known_;
  TimePoint read_at_{};
};

class AccountPages {
 public:
  explicit AccountPages(
      Dependencies dependencies,
      std::span<const http::StaticFile> files = embedded_files(),
      MemberPermissions permissions = {}
  );

  // GET /account, /account/{path...}. `ui_locales`, or the cookie that holds the person's choice,
  // decides the language; `redirect` is judged here, because only the server knows the
  // applications.
  Task<http::Response> document(http::Request request);

 private:
  Dependencies dependencies_;
  std::span<const http::StaticFile> files_;
  std::string_view shell_;
  MemberPermissions permissions_;  // that the pages of organizations ask for
  ReturnOrigins return_origins_;
};

}  // namespace daemun::experience

#endif
