#include "connectors/registry.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun::connectors {
namespace {

const ConnectorFactory& mock(std::string_view id) {
  const auto all = mock_factories();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  REQUIRE(found != all.end());
  return *found;
}

Record record_of(
    const ConnectorFactory& factory, const json::object& config, const Message& message
) {
  crypto::SystemRandom random;
  const auto made = make_delivery(factory, config, message, {from_unix_ms(0), random});
  REQUIRE(made);
  return std::get<Record>(*made);
}

json::object with_templates(std::string_view content) {
  json::array templates;
  for (const auto* type : {"SignIn", "Register", "ForgotPassword", "Generic"})
    templates.push_back({{"usageType", type}, {"subject", "Hi"}, {"content", content}});
  return {{"templates", templates}};
}

}  // namespace

TEST_CASE("the mock e-mail connectors write the message as one line of JSON") {
  for (const auto* id : {"mock-email-service", "mock-email-service-alternative"}) {
    const auto record = record_of(
        mock(id),
        with_templates("Code {{code}}"),
        {.id = "m",
         .to = "mina@mail.example",
         .type = TemplateType::sign_in,
         .payload = {{"code", "123456"}}}
    );
    CHECK(record.file == "mock_email_record.txt");
    CHECK(
        record.line ==
        R"({"address":"mina@mail.example","code":"123456","type":"SignIn",)"
        R"("payload":{"code":"123456"},"template":{"usageType":"SignIn","subject":"Hi",)"
        R"("content":"Code {{code}}"},"subject":"Hi","content":"Code 123456"})"
    );
  }
}

TEST_CASE("the mock SMS connector writes the phone number and the text") {
  const auto record = record_of(
      mock("mock-short-message-service"),
      with_templates("Code {{code}}"),
      {.id = "m", .to = "821012345678", .payload = {{"code", "123456"}}}
  );
  CHECK(record.file == "mock_sms_record.txt");
  const auto line = parse_json_object(record.line).value();
  CHECK(find_string(line, "phone") == "821012345678");
  CHECK(find_string(line, "content") == "Code 123456");
}

TEST_CASE("mock connectors are not among the others") {
  CHECK(mock_factories().size() == 4);
  for (const auto& factory : mock_factories())
    CHECK(find_factory(factory.id) == nullptr);
}

}  // namespace daemun::connectors
