// The protocol's lines of the audit log.
#ifndef DAEMUN_OIDC_AUDIT_H
#define DAEMUN_OIDC_AUDIT_H

#include "domain/audit_event.h"
#include "http/request.h"
#include "oidc/dependencies.h"

#include <string>

namespace daemun::oidc {

// A successful event with an id, the time, and where the request came from.
AuditEvent make_audit_event(
    const Dependencies& dependencies, std::string key, const http::Request& request
);

}  // namespace daemun::oidc

#endif
