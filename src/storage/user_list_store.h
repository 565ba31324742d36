// Lists of users, for those who manage them: by page, by search, without those who are somewhere
// already. Pages of any size of tenant take the same time: nothing is counted row by row unless the
// list is narrowed.
#ifndef DAEMUN_STORAGE_USER_LIST_STORE_H
#define DAEMUN_STORAGE_USER_LIST_STORE_H

#include "domain/user.h"
#include "storage/database.h"
#include "storage/search.h"
#include "storage/user_search.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace daemun::storage {

struct ListedUser {
  User user{};
  bool has_password = false;
  std::optional<UserPassword> password{};  // only where it is asked for
};

// By the factors that people have set up, usable or not. `none`: neither an authenticator app nor a
// passkey nor backup codes that are left.
enum class FactorFilter { totp, web_authn, backup_code, none };

struct UserFilter {
  Search search{};  // by id, primaryEmail, primaryPhone, username, name
  std::optional<RoleId> without_role{};
  std::optional<OrganizationId> outside_organization{};
  std::optional<FactorFilter> factor{};

  bool is_empty() const {
    return search.conditions.empty() && !without_role && !outside_organization && !factor;
  }
};

class UserListStore {
 public:
  UserListStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  enum class Passwords { left_out, included };

  struct Page {
    std::vector<ListedUser> users{};
    std::int64_t total = 0;
  };
  // Newest first.
  Task<Page> list(UserFilter filter, Window window, Passwords passwords) const;
  Task<std::optional<ListedUser>> find(UserId id) const;  // with the password

  // The queries of list(): the page, and the number of all unless the page tells it. For a test of
  // the engine's plan, and without the index of letters.
  std::vector<Query> make_queries(
      const UserFilter& filter, const Window& window, Passwords passwords
  ) const;

 private:
  Task<Page> list_all(Window window, Passwords passwords) const;
  Task<Page> list_narrowed(UserFilter filter, Window window, Passwords passwords) const;
  Task<UserSearch::Candidates> find_candidates(Search search) const;
  std::vector<Query> plain_queries(const Window& window, Passwords passwords) const;
  struct Narrowed {
    UserFilter filter{};
    UserSearch::Candidates among{};  // nothing: all users
  };
  std::vector<Query> narrowed_queries(
      const Narrowed& narrowed, const Window& window, Passwords passwords
  ) const;

  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
