// The first administrator. While there is none, `daemun serve` prints an address with a code; who
// can read it makes the account, once. The database keeps an id from which only a server with the
// vault key can make the code, so that all of its nodes print the same one.
#ifndef DAEMUN_EXPERIENCE_CONSOLE_SETUP_H
#define DAEMUN_EXPERIENCE_CONSOLE_SETUP_H

#include "base/secret.h"
#include "domain/user.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/administrator_store.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::experience {

Secret make_setup_code(const storage::Vault& vault, std::string_view setup_id);

// Called when a server starts: opens the door while there is no administrator, and clears an
// old one away. The code of the open door.
Task<std::optional<Secret>> prepare_console_setup(
    storage::Database& database, const storage::Vault& vault, crypto::Random& random
);

class ConsoleSetup {
 public:
  // Those of the admin tenant.
  explicit ConsoleSetup(Dependencies dependencies);

  // POST /api/console/setup {code, username, password, name?, primaryEmail?}. Errors: 404
  // console.setup_closed, 403 console.setup_code_invalid, and those of a registration.
  Task<http::Response> create(http::Request request);

 private:
  struct Account {
    User user{};
    Secret password{""};
  };

  Task<Outcome<User>> decide(http::Request request);
  Task<Outcome<Account>> check_account(json::object body);
  Task<Outcome<void>> insert(std::string setup_id, Account account, http::Request request);

  Dependencies dependencies_;
  storage::AdministratorStore administrators_;
};

}  // namespace daemun::experience

#endif
