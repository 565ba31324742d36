// The keys of audit log entries, in Logto's words. The console has
// a name for each. Lines about deliveries of webhooks ("TriggerHook.<event>") are not among them.
#ifndef DAEMUN_DOMAIN_AUDIT_KEYS_H
#define DAEMUN_DOMAIN_AUDIT_KEYS_H

#include <span>
#include <string_view>

namespace daemun {

// Sorted.
std::span<const std::string_view> all_audit_keys();

}  // namespace daemun

#endif
