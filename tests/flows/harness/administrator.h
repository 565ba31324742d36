// A machine of the tenant that may call the Management API.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_ADMINISTRATOR_H
#define DAEMUN_TESTS_FLOWS_HARNESS_ADMINISTRATOR_H

#include <optional>
#include <string>

#include "flows/harness/client.h"
#include "flows/harness/server.h"

namespace daemun::flows {

inline const std::string management_api = "https://default.logto.app/api";

class Administrator {
 public:
  // Makes the API resource, a role and the application, and the same in the admin tenant.
  explicit Administrator(Server& server);

  // `path` is below /api. A body that is empty is not sent.
  http::Response send(http::Method method, const std::string& path, const std::string& body = "");
  // With another token; without an Authorization header when it is empty.
  http::Response send_with(
      const std::string& token,
      http::Method method,
      const std::string& path,
      const std::string& body
  );
  json::value get(const std::string& path) {
    return json::parse(send(http::Method::get, path).body);
  }
  // The members of the answer of a status; fails the test for another one.
  json::object expect(
      int status, http::Method method, const std::string& path, const std::string& body
  );

  // Calls with a new token from now on: the clock has gone beyond the last one.
  void renew_token();
  // Of the machine, for the API of `resource`.
  std::string token(const std::string& resource, const std::string& scope);
  // Of the machine of the same name in the admin tenant.
  std::string token_of_admin_tenant();

 private:
  Server& server_;
  std::string token_;
};

// A mail server's connector; without templates it sends the server's own texts.
void add_mail_connector(Administrator& administrator, std::optional<json::array> templates = {});

}  // namespace daemun::flows

#endif
