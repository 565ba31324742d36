#include "experience/method.h"

#include "domain/audit_keys.h"
#include "experience/verifications/mfa_code.h"
#include "experience/verifications/verification_code.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

namespace daemun::experience {

TEST_CASE("each verification method has a word and endpoints of its own, or those of its sibling") {
  std::set<std::string_view> types;
  std::set<std::string> paths;
  for (const auto* method : verification_methods()) {
    CAPTURE(method->type);
    CHECK(types.insert(method->type).second);
    CHECK(find_method(method->type) == method);
    CHECK(method->amr.empty() == (method->list_amr != nullptr));
    // E-mail and SMS share theirs.
    const bool shares = method == &phone_code_method || method == &mfa_phone_code_method;
    CHECK(method->endpoints.empty() == shares);
    for (const auto& endpoint : method->endpoints) {
      CHECK(paths.insert(endpoint.path).second);
      CHECK(static_cast<bool>(endpoint.step.step));
    }
  }
  CHECK(find_method("Palm") == nullptr);
  CHECK(find_method("") == nullptr);
}

TEST_CASE("the audit log's list of keys has those of each verification method") {
  const auto keys = all_audit_keys();
  for (const auto* method : verification_methods()) {
    for (const auto key : method->audit_keys) {
      CAPTURE(key);
      CHECK(std::find(keys.begin(), keys.end(), key) != keys.end());
    }
  }
}

}  // namespace daemun::experience
