#include "api/user_factor.h"

namespace daemun::api {

FactorView to_view(const UserFactor& factor) {
  FactorView view;
  view.id = factor.id;
  view.created_at = to_iso_text(factor.created_at);
  view.type = std::string(to_string(factor.type));
  if (factor.type == Factor::backup_code) view.remain_codes = Number<>(factor.unused_codes);
  if (factor.last_used_at) view.last_used_at = to_iso_text(*factor.last_used_at);
  if (factor.type != Factor::web_authn) return view;
  view.agent = factor.passkey.agent;
  view.name = factor.name;
  return view;
}

}  // namespace daemun::api
