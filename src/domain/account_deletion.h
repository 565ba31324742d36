// The deletion of an account that its owner has asked for. The account waits for a time of grace,
// in which nothing of it can be used and a sign-in keeps it; then it is erased.
#ifndef DAEMUN_DOMAIN_ACCOUNT_DELETION_H
#define DAEMUN_DOMAIN_ACCOUNT_DELETION_H

#include "base/clock.h"
#include "base/id.h"

namespace daemun {

inline constexpr std::chrono::hours deletion_grace{14 * 24};

struct AccountDeletion {
  UserId user_id{};
  TimePoint scheduled_at{};
  TimePoint deletes_at{};
};

AccountDeletion make_account_deletion(const UserId& user, TimePoint now);

// Whether the account may be erased now.
bool is_due(const AccountDeletion& deletion, TimePoint now);

}  // namespace daemun

#endif
