#include "domain/email_undo.h"

#include <utility>

namespace daemun {
namespace {

// Of the first character, in UTF-8.
std::size_t first_character_size(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
    ++size;
  return size;
}

}  // namespace

EmailUndo make_email_undo(const UserId& user, std::string email, TimePoint now) {
  return {
      .user_id = user,
      .email = std::move(email),
      .created_at = now,
      .expires_at = now + email_undo_lifetime};
}

std::string mask_email(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return "***";
  const auto name = address.substr(0, at);
  return std::string(name.substr(0, first_character_size(name))) + "***" +
         std::string(address.substr(at));
}

}  // namespace daemun
