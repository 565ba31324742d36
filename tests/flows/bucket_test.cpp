// Pictures in a bucket at a store that speaks Amazon S3's protocol.
#include "app/s3_bucket.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"

#include <doctest/doctest.h>

#include <map>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/upload.h"
#include "uploads/test_pictures.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string key_id = "AKEXAMPLE";
const std::string key_secret = "the secret of the bucket";

// The store: checks signatures by the protocol's own words, and keeps objects by their path.
class FakeStore final : public net::TaskHttpClient {
 public:
  Task<Result<net::Response, net::HttpError>> send(net::Request request) override {
    if (is_away)
      co_return net::HttpError{.code = net::HttpError::Code::timed_out, .description = "away"};
    const std::string origin = "https://store.example";
    REQUIRE(request.url.starts_with(origin));
    const auto path = request.url.substr(origin.size());
    if (!is_signed(request, path)) co_return net::Response{.status = 403};
    if (request.method == "PUT") {
      objects[path] = request;
      co_return net::Response{.status = 200};
    }
    REQUIRE(request.method == "DELETE");
    objects.erase(path);
    co_return net::Response{.status = 204};
  }

  std::map<std::string, net::Request> objects;
  bool is_away = false;

 private:
  static std::string value(const net::Request& request, std::string_view name) {
    const auto* found = net::find_header(request.headers, name);
    return found == nullptr ? "" : *found;
  }

  static bool is_signed(const net::Request& request, const std::string& path) {
    const auto time = value(request, "x-amz-date");
    const auto hash = to_hex(crypto::sha256(request.body));
    if (value(request, "x-amz-content-sha256") != hash || time.size() != 16) return false;
    std::map<std::string, std::string> headers{{"host", "store.example"}};
    for (const auto& header : request.headers) {
      if (header.name != "authorization") headers[header.name] = header.value;
    }
    std::string lines, names;
    for (const auto& [name, text] : headers) {
      lines += name + ":" + text + "\n";
      names += (names.empty() ? "" : ";") + name;
    }
    const auto canonical =
        request.method + "\n" + path + "\n\n" + lines + "\n" + names + "\n" + hash;
    const auto scope = time.substr(0, 8) + "/eu-west-1/s3/aws4_request";
    std::string key = "AWS4" + key_secret;
    for (const auto& word :
         {time.substr(0, 8),
          std::string("eu-west-1"),
          std::string("s3"),
          std::string("aws4_request")})
      key = crypto::hmac_sha256(key, word);
    const auto signature = to_hex(crypto::hmac_sha256(
        key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + to_hex(crypto::sha256(canonical))
    ));
    return value(request, "authorization") == "AWS4-HMAC-SHA256 Credential=" + key_id + "/" +
                                                  scope + ",SignedHeaders=" + names +
                                                  ",Signature=" + signature;
  }
};

// The server with the bucket.
struct House {
  explicit House(Server& its_server)
      : server(its_server),
        bucket(
            {.endpoint = "https://store.example",
             .region = "eu-west-1",
             .bucket = "pictures",
             .access_key_id = key_id,
             .secret_access_key = Secret(key_secret),
             .public_url = "https://cdn.example/p",
             .path_style = uploads::S3PathStyle::path},
            store,
            *server.database,
            server.clock
        ) {
    server.commit(storage::Statement{{"delete from bucket_pictures"}, {}});
    server.open_door(&bucket);
  }
  ~House() { server.open_door(nullptr); }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  Answer upload(const AccountOwner& owner) {
    auto request = a_request(Method::post, "/api/my-account/user-assets/avatar");
    request.headers.push_back({"authorization", "Bearer " + owner.token()});
    put_file(request, {.bytes = uploads::a_png()});
    return to_answer(server.send(std::move(request)));
  }
  http::Response show(const std::string& url) {
    return server.send(a_request(Method::get, url.substr(endpoint.size())));
  }
  std::size_t sweep() {
    run_task(bucket.sweep());
    return store.objects.size();
  }

  Server& server;
  FakeStore store;
  app::S3Bucket bucket;
};

}  // namespace

TEST_CASE("a picture is put into the bucket, signed, and found there by its address") {
  for_each_engine([](Server& server) {
    House house(server);
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    const auto uploaded = house.upload(alice);
    REQUIRE(uploaded.status() == 200);
    const auto url = uploaded.text("url");
    const auto name = url.substr(url.size() - 30);
    REQUIRE(house.store.objects.size() == 1);
    const auto& [path, object] = *house.store.objects.begin();
    CHECK(path == "/pictures/default/" + name);
    CHECK(object.body.starts_with("\x89PNG"));
    CHECK(*net::find_header(object.headers, "content-type") == "image/png");
    CHECK(
        *net::find_header(object.headers, "content-disposition") ==
        "attachment; filename=\"" + name + "\""
    );
    const auto shown = house.show(url);
    CHECK(shown.status == 302);
    CHECK(header(shown, "location") == "https://cdn.example/p/default/" + name);
    CHECK(shown.body.empty());
  });
}

TEST_CASE("what no account names any longer is removed from the bucket") {
  for_each_engine([](Server& server) {
    House house(server);
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    const auto url = house.upload(alice).text("url");
    const auto change = json::serialize(json::object{{"avatar", url}});
    CHECK(alice.send(Method::patch, "/my-account", change).status() == 200);
    server.clock.advance(Seconds(601));
    CHECK(house.sweep() == 1);
    CHECK(alice.send(Method::patch, "/my-account", R"({"avatar":null})").status() == 200);
    CHECK(house.show(url).status == 404);
    house.store.is_away = true;
    CHECK(house.sweep() == 1);
    house.store.is_away = false;
    CHECK(house.sweep() == 0);
  });
}

TEST_CASE("an upload that the store does not take is an error, and leaves nothing") {
  for_each_engine([](Server& server) {
    House house(server);
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    house.store.is_away = true;
    CHECK(outcome_of(house.upload(alice)) == "500 storage.upload_error");
    house.store.is_away = false;
    server.clock.advance(Seconds(601));
    CHECK(house.sweep() == 0);
    CHECK(alice.get("/my-account").body.at("avatar").is_null());
  });
}

}  // namespace daemun::flows
