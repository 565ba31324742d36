#include "domain/account_deletion.h"

namespace daemun {

AccountDeletion make_account_deletion(const UserId& user, TimePoint now) {
  return {.user_id = user, .scheduled_at = now, .deletes_at = now + deletion_grace};
}

bool is_due(const AccountDeletion& deletion, TimePoint now) {
  return deletion.deletes_at <= now;
}

}  // namespace daemun
