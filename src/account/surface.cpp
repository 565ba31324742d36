#include "account/surface.h"

#include <iterator>

#include "account/me_nouns.h"
#include "account/nouns.h"

namespace daemun::account {
namespace {

Operations list_me_operations(const Dependencies& dependencies) {
  auto rows = nouns::me_account(dependencies);
  for (auto& part :
       {nouns::me_proofs(dependencies),
        nouns::me_social(dependencies),
        nouns::me_assets(dependencies)})
    rows.insert(rows.end(), part.begin(), part.end());
  // Partners of the operator have no business in the accounts of administrators.
  for (auto& row : rows)
    row.checks.insert(row.checks.begin(), first_party);
  return rows;
}

}  // namespace

Surface account_surface() {
  return {
      .prefix = "/api",
      .origins = Surface::Origins::any,
      .is_open_by = Surface::Switch::account_center,
      .list = list_operations};
}

Surface me_surface() {
  return {.list = list_me_operations};
}

}  // namespace daemun::account
