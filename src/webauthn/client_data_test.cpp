#include "webauthn/client_data.h"

#include <doctest/doctest.h>

namespace daemun::webauthn {
namespace {

std::string_view outcome(std::string_view json) {
  const auto data = parse_client_data(json);
  return data ? "accepted" : to_string(data.error().code);
}

TEST_CASE("parse_client_data reads the members, and ignores those of later editions") {
  const auto data = parse_client_data(
      R"({"type":"webauthn.get","challenge":"AAAA","origin":"https://id.example","crossOrigin":true,)"
      R"("topOrigin":"https://other.example","tokenBinding":{"status":"supported"},"later":[1]})"
  );
  REQUIRE(data);
  CHECK(data->type == "webauthn.get");
  CHECK(data->challenge == "AAAA");
  CHECK(data->origin == "https://id.example");
  CHECK(data->is_cross_origin);
  CHECK(data->top_origin == "https://other.example");
  const auto least = parse_client_data(R"({"type":"t","challenge":"c","origin":"o"})");
  REQUIRE(least);
  CHECK_FALSE(least->is_cross_origin);
  CHECK_FALSE(least->top_origin);
}

TEST_CASE("parse_client_data refuses each way to be wrong by its own name") {
  struct Row {
    const char* json;
    std::string_view error;
  };
  const Row rows[] = {
      {"", "client_data_not_json"},
      {"[]", "client_data_not_json"},
      {R"({"type":"t","challenge":"c","origin":"o"}x)", "client_data_not_json"},
      {R"({"type":"t","type":"u","challenge":"c","origin":"o"})", "client_data_not_json"},
      {"{\"type\":\"t\",\"challenge\":\"c\",\"origin\":\"\xff\"}", "client_data_not_json"},
      {"\xef\xbb\xbf{\"type\":\"t\",\"challenge\":\"c\",\"origin\":\"o\"}", "client_data_not_json"},
      {R"({"type":"t","challenge":"c","origin":"o","x":[[[[[[[[[[1]]]]]]]]]]})",
       "client_data_not_json"},
      {R"({"challenge":"c","origin":"o"})", "client_data_incomplete"},
      {R"({"type":"t","origin":"o"})", "client_data_incomplete"},
      {R"({"type":"t","challenge":"c"})", "client_data_incomplete"},
      {R"({"type":1,"challenge":"c","origin":"o"})", "client_data_incomplete"},
      {R"({"type":"t","challenge":null,"origin":"o"})", "client_data_incomplete"},
      {R"({"type":"t","challenge":"c","origin":["o"]})", "client_data_incomplete"},
      {R"({"type":"t","challenge":"c","origin":"o","crossOrigin":"false"})",
       "client_data_incomplete"},
      {R"({"type":"t","challenge":"c","origin":"o","topOrigin":null})", "client_data_incomplete"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.json);
    CHECK(outcome(row.json) == row.error);
  }
}

TEST_CASE("parse_client_data refuses what no browser writes that long") {
  const std::string before = R"({"type":"t","challenge":"c","origin":"o","x":")";
  const auto of_size = [&](std::size_t size) {
    return before + std::string(size - before.size() - 2, 'x') + "\"}";
  };
  CHECK(outcome(of_size(max_client_data_bytes)) == "accepted");
  CHECK(outcome(of_size(max_client_data_bytes + 1)) == "client_data_too_large");
}

}  // namespace
}  // namespace daemun::webauthn
