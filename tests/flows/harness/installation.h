// Both tenants as `daemun serve` makes them, and the people of the console: users of the admin
// tenant.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_INSTALLATION_H
#define DAEMUN_TESTS_FLOWS_HARNESS_INSTALLATION_H

#include <string>

#include "flows/harness/browser.h"
#include "flows/harness/client.h"

namespace daemun::flows {

inline const std::string api_of_default = "https://default.logto.app/api";
inline const std::string api_of_admin = "https://admin.logto.app/api";
inline const std::string api_of_me = "https://admin.logto.app/me";

class Installation {
 public:
  // Takes the place of what is in the database.
  explicit Installation(Server& server);

  // A user of the admin tenant whose id is the name, with the role of administrators.
  void insert_administrator(const std::string& username);
  // One without it.
  void insert_visitor(const std::string& username);
  void commit(storage::Statement statement);

  // The console's tokens when that user signs in. Then an access token for an API.
  Answer sign_in(const std::string& username, const std::string& resource);
  Answer sign_in(Browser& browser, const std::string& username, const std::string& resource);
  Answer refresh(const Answer& tokens, const std::string& resource);

  // `path` is below /api, or begins with /me. A body that is empty is not sent.
  Answer call(
      const Site& site,
      const std::string& token,
      http::Method method,
      const std::string& path,
      const std::string& body = ""
  );
  Answer get(const Site& site, const std::string& token, const std::string& path) {
    return call(site, token, http::Method::get, path);
  }

  const storage::UserStore users;
  const storage::RoleStore roles;

 private:
  void insert(const std::string& username);
  Answer token(Fields fields);

  Server& server_;
};

}  // namespace daemun::flows

#endif
