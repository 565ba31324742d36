// What a user has decided about second factors and passkeys, as the APIs show and change it.
#ifndef DAEMUN_API_USER_CONFIG_H
#define DAEMUN_API_USER_CONFIG_H

#include "base/json.h"

#include <boost/describe.hpp>

#include <optional>

#include "api/described.h"

namespace daemun::api {

struct MfaConfig {
  std::optional<bool> enabled{};
  bool skipped = false;
  bool skip_mfa_on_sign_in = false;
};
BOOST_DESCRIBE_STRUCT(MfaConfig, (), (enabled, skipped, skip_mfa_on_sign_in))

struct PasskeyConfig {
  bool skipped = false;
};
BOOST_DESCRIBE_STRUCT(PasskeyConfig, (), (skipped))

struct ShownConfig {
  MfaConfig mfa{};
  PasskeyConfig passkey_sign_in{};
};
BOOST_DESCRIBE_STRUCT(ShownConfig, (), (mfa, passkey_sign_in))

struct MfaChanges {
  std::optional<bool> enabled{};
  std::optional<bool> skipped{};
  std::optional<bool> additional_binding_suggestion_skipped{};
  std::optional<bool> skip_mfa_on_sign_in{};
};
BOOST_DESCRIBE_STRUCT(
    MfaChanges, (), (enabled, skipped, additional_binding_suggestion_skipped, skip_mfa_on_sign_in)
)

struct PasskeyChanges {
  std::optional<bool> skipped{};
};
BOOST_DESCRIBE_STRUCT(PasskeyChanges, (), (skipped))

struct ConfigChanges {
  std::optional<MfaChanges> mfa{};
  std::optional<PasskeyChanges> passkey_sign_in{};
};
BOOST_DESCRIBE_STRUCT(ConfigChanges, (), (mfa, passkey_sign_in))

// Of the user's document logto_config.
ShownConfig to_shown_config(const json::object& config);

// The flags that are given and no others.
void merge_config(json::object& config, const ConfigChanges& changes);

}  // namespace daemun::api

#endif
