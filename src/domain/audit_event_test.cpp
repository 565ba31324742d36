#include "domain/audit_event.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("to_json_text writes an audit event with Logto's members") {
  AuditEvent event{
      .key = "ExchangeTokenBy.RefreshToken",
      .is_success = false,
      .error = "invalid_grant",
      .user_id = UserId("user00000001"),
      .application_id = ApplicationId("app1"),
      .session_id = SessionId("session"),
      .ip = "192.0.2.1",
      .user_agent = "curl",
      .details = {{"grantId", "g"}}};
  CHECK(
      to_json_text(event) ==
      R"({"grantId":"g","key":"ExchangeTokenBy.RefreshToken","result":"Error",)"
      R"("error":"invalid_grant","ip":"192.0.2.1","userAgent":"curl","userId":"user00000001",)"
      R"("applicationId":"app1","sessionId":"session"})"
  );
}

TEST_CASE("to_json_text leaves out what an audit event does not know") {
  CHECK(
      to_json_text(AuditEvent{.key = "RevokeToken"}) ==
      R"({"key":"RevokeToken","result":"Success"})"
  );
}

TEST_CASE("to_json_text lets no detail pass for a member of the event itself") {
  const AuditEvent event{.key = "RevokeToken", .details = {{"result", "Forged"}, {"key", "x"}}};
  CHECK(to_json_text(event) == R"({"result":"Success","key":"RevokeToken"})");
}

TEST_CASE("to_json_text cuts a long user agent and leaves out one that is not UTF-8") {
  const AuditEvent endless{.key = "RevokeToken", .user_agent = std::string(10'000, 'a')};
  CHECK(to_json_text(endless).size() < 600);
  const AuditEvent broken{.key = "RevokeToken", .user_agent = "\xff\xfe"};
  CHECK(to_json_text(broken) == R"({"key":"RevokeToken","result":"Success"})");
}

}  // namespace daemun
