// The undo of a change of an account's e-mail address, by a link that the old address gets: whoever
// has taken over an account changes its address first.
#ifndef DAEMUN_DOMAIN_EMAIL_UNDO_H
#define DAEMUN_DOMAIN_EMAIL_UNDO_H

#include "base/clock.h"
#include "base/id.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace daemun {

inline constexpr std::chrono::hours email_undo_lifetime{72};
// Of an account. A change beyond them cannot be undone by itself: those before it undo it as well,
// and must not make room for it.
inline constexpr std::size_t max_email_undos = 20;

struct EmailUndo {
  UserId user_id{};
  std::string email{};  // of before the change
  // In the order of the account's changes. An undo voids those of later changes: they would bring
  // back an address of the one who had taken over the account.
  std::int64_t number = 0;
  TimePoint created_at{};
  TimePoint expires_at{};
};

EmailUndo make_email_undo(const UserId& user, std::string email, TimePoint now);

// "m***@example.com"
std::string mask_email(std::string_view address);

}  // namespace daemun

#endif
