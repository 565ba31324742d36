#include "app/app.h"
#include "app/body_limits.h"
#include "app/commands/commands.h"
#include "app/jobs.h"
#include "app/metrics.h"
#include "app/outbox_lane.h"
#include "app/place_database.h"
#include "app/ready_documents.h"
#include "app/signals.h"
#include "app/version.h"
#include "base/log.h"
#include "experience/console_setup.h"
#include "http/server.h"
#include "net/curl_mail.h"
#include "net/curl_task_http.h"

#include <iostream>
#include <malloc.h>
#include <memory>
#include <sys/resource.h>

namespace daemun::app {
namespace {

// A connection is a file descriptor: the soft limit of 1,024 is for programs that use select().
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

http::ServerConfig server_config_of(const Config& config) {
  http::ServerConfig server;
  std::optional<http::TlsFiles> tls;
  if (!config.https_cert_path.empty()) {
    tls = http::TlsFiles{
        .certificate_path = config.https_cert_path, .private_key_path = config.https_key_path};
  }
  const auto add = [&](http::Listener listener, std::uint16_t port, std::string_view endpoint) {
    const bool is_https = endpoint.starts_with("https:");
    server.listeners.push_back(
        {.listener = listener,
         .public_scheme = is_https ? http::PublicScheme::https : http::PublicScheme::http,
         .address = config.listen_address,
         .port = port,
         .tls = tls}
    );
  };
  add(http::Listener::user, config.port, config.endpoint);
  add(http::Listener::admin, config.admin_port, config.admin_endpoint);
  server.limits.body_limits = body_limits();
  server.loops = config.http_threads;
  server.trust_proxy_header =
      config.trust_proxy_header ? http::TrustProxyHeader::yes : http::TrustProxyHeader::no;
  return server;
}

http::ServerConfig server_config_of_app(
    const Config& config, const App& app, ReadyDocuments& documents
) {
  auto server = server_config_of(config);
  server.ready_answers = &documents;
  server.refusal_view = [&app](const http::Request& seen, const http::Refusal& refusal) {
    return app.show_refusal(seen, refusal);
  };
  return server;
}

// Of one client for the server's own requests.
constexpr std::size_t max_waiting = 1000;

net::Addresses addresses_of(const Config& config) {
  return config.allow_private_network_requests ? net::Addresses::all : net::Addresses::public_only;
}

net::CurlSettings client_settings_of(const Config& config) {
  return {
      // As many as the lanes of both tenants start, so that one with a dead receiver takes no place
      // of the other.
      .max_concurrent = 2 * OutboxLane::messages_at_once,
      .addresses = addresses_of(config),
      .allowed_hosts = config.allowed_private_hosts,
      .user_agent = "Daemun",
  };
}

void prepare_database(const Config& config, Installation& installation) {
  if (run_task(storage::seed_basics(installation.seed_context(config)))) {
    log_info("serve.seeded");
  }
}

// For the person who starts the server: a plain line on standard output, and no event of the log,
// which others collect.
void print_setup_address(const Config& config, Installation& installation) {
  const auto code = run_task(experience::prepare_console_setup(
      *installation.database, installation.vault, installation.random
  ));
  if (!code) return;
  std::cout << "There is no administrator yet. Make the first one here:\n"
            << config.admin_endpoint << "/console/setup#code=" << code->reveal() << std::endl;
}

messages::Mailbox mailbox_of(const Config& config) {
  if (config.development_mailbox)
    return *config.development_mailbox ? messages::Mailbox::on : messages::Mailbox::off;
  return config.is_loopback() ? messages::Mailbox::loopback : messages::Mailbox::off;
}

messages::Equipment equipment_of(
    const Config& config, net::TaskHttpClient& client, net::MailSender& mail
) {
  return {
      client,
      mail,
      mailbox_of(config),
      config.mock_connectors_dir,
      {.codes_a_network = config.message_network_limit,
       .sms_a_day = config.sms_daily_limit,
       .sms_countries = config.sms_countries},
      config.new_browser_mail};
}

// Null: pictures are in the database.
std::unique_ptr<S3Bucket> make_bucket(
    const Config& config,
    net::TaskHttpClient& client,
    storage::Database& database,
    const Clock& clock
) {
  if (config.s3.bucket.empty()) return nullptr;
  return std::make_unique<S3Bucket>(config.s3, client, database, clock);
}

JobTenant job_tenant_of(Tenant& tenant) {
  return {tenant.oidc_dependencies, tenant.key_rings, tenant.messenger};
}

DocumentSource document_source_of(Tenant& tenant) {
  return {tenant.oidc_dependencies, tenant.key_rings};
}

void log_start(const Config& config) {
  log_info(
      "serve.ready",
      {{"version", version},
       {"issuer", config.issuer()},
       {"admin_issuer", config.admin_issuer()},
       {"address", config.listen_address},
       {"port", std::int64_t{config.port}},
       {"admin_port", std::int64_t{config.admin_port}}}
  );
}

}  // namespace

ExitCode serve(const Config& config) {
  Signals signals;
  raise_file_limit();
  const auto migrated = migrate_installation(config);
  if (migrated.from != migrated.to) {
    log_info("serve.migrated", {{"from", migrated.from}, {"to", migrated.to}});
  }
  Installation installation(config);
  prepare_database(config, installation);

  crypto::PasswordPool passwords(installation.random, {.threads = config.password_threads});
  net::CurlTaskHttp client(client_settings_of(config), max_waiting);
  net::CurlMailSender mail(addresses_of(config), config.allowed_private_hosts);
  const auto messages = equipment_of(config, client, mail);
  const auto places = load_place_database(config);
  storage::WakingDatabase database(*installation.database);
  const auto bucket = make_bucket(config, client, database, installation.clock);
  const Machines machines{
      .database = database,
      .vault = installation.vault,
      .clock = installation.clock,
      .random = installation.random,
      .passwords = passwords,
      .http = client,
      .messages = messages,
      .signing_key_grace = config.private_key_rotation_grace_period,
      .disposable_domains = load_disposable_domains(config),
      .places = place_sources_of(config, places.get()),
      .bucket = bucket.get(),
      .member_permissions = config.member_permissions,
  };
  const AppConfig app_config{
      .endpoint = config.endpoint,
      .admin_endpoint = config.admin_endpoint,
      .network_rate = config.network_rate_limit};
  // The server needs the application, and the application's metrics need both.
  const http::Server* server_in_sight = nullptr;
  const App* app_in_sight = nullptr;
  App app(machines, app_config, [&] {
    return metrics_text(
        server_in_sight->statistics(),
        database.counters(),
        app_in_sight->journal_counters(),
        read_process_usage()
    );
  });
  app_in_sight = &app;
  const http::Application application = [&app](http::Request request) {
    return app.handle(std::move(request));
  };
  ReadyDocuments documents(
      document_source_of(app.default_tenant()), document_source_of(app.admin_tenant()), application
  );
  http::Server server(server_config_of_app(config, app, documents), application);
  server_in_sight = &server;
  const Signals::Handler signal_handler(signals, [&server] { server.stop(); });
  const std::vector<JobTenant> tenants{
      job_tenant_of(app.default_tenant()), job_tenant_of(app.admin_tenant())};
  net::CurlTaskHttp logouts(client_settings_of(config), max_waiting);
  net::CurlTaskHttp webhooks(client_settings_of(config), max_waiting);
  net::CurlTaskHttp code_client(client_settings_of(config), max_waiting);
  net::CurlTaskHttp message_client(client_settings_of(config), max_waiting);
  net::CurlMailSender code_mail(addresses_of(config), config.allowed_private_hosts);
  net::CurlMailSender message_mail(addresses_of(config), config.allowed_private_hosts);
  const auto codes = equipment_of(config, code_client, code_mail);
  const auto other_messages = equipment_of(config, message_client, message_mail);
  const Jobs jobs(
      tenants,
      JobClients{
          .logouts = logouts, .webhooks = webhooks, .codes = codes, .messages = other_messages},
      JobOptions{
          .log_retention = config.audit_log_retention,
          .database = &database,
          .bucket = bucket.get()}
  );
  // Half of the memory that the start has used is free by now, in the middle of the heap.
  malloc_trim(0);
  log_start(config);
  print_setup_address(config, installation);
  server.run();
  // Before the jobs are joined, which wait for their mails.
  code_mail.stop();
  message_mail.stop();
  log_info("serve.stopped");
  return ExitCode::ok;
}

}  // namespace daemun::app
