// `daemun openapi`: for clients that are generated, where no server runs.
#include "app/commands/commands.h"
#include "app/tenant_file/local_tenant.h"
#include "storage/seed.h"

#include <ostream>
#include <stdexcept>

namespace daemun::app {
namespace {

// The document says what the API would do; nothing is done.
class NoDatabase final : public storage::Database {
 public:
  storage::Engine engine() const override { return storage::Engine::sqlite; }
  Task<storage::Rows> read(storage::Query) override { refuse(); }
  Task<std::vector<storage::Rows>> read_all(std::vector<storage::Query>) override { refuse(); }
  Task<Result<void, storage::Conflict>> commit(storage::Plan) override { refuse(); }
  Counters counters() const override { return {}; }

 private:
  [[noreturn]] static void refuse() { throw std::logic_error("there is no database here"); }
};

}  // namespace

ExitCode print_openapi(const Config& config, Console console) {
  const SystemClock clock;
  crypto::SystemRandom random;
  const storage::Vault vault(Secret(crypto::random_bytes(random, 32)), random);
  NoDatabase database;
  NoHttp http;
  NoMail mail;
  const messages::Equipment messages{http, mail};
  crypto::PasswordPool passwords(random, {.threads = 0});
  const Tenant tenant(
      Machines{
          .database = database,
          .vault = vault,
          .clock = clock,
          .random = random,
          .passwords = passwords,
          .http = http,
          .messages = messages,
      },
      TenantId(std::string(storage::default_tenant)),
      config.endpoint
  );
  console.out << tenant.management.openapi() << "\n";
  return ExitCode::ok;
}

}  // namespace daemun::app
