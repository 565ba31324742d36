#include "app/command_line.h"

#include "app/version.h"
#include "base/log.h"
#include "net/curl_http.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace daemun::app {
namespace {

// A mistake in what was typed or configured: exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The settings from the words, and the command that they name.
struct CommandLine {
  const Environment& environment;
  Console console;
  std::string config_file{};
  std::map<std::string, std::string, std::less<>> flags{};
  std::string tenant = "default";
  bool wants_json = false;
  std::string type = "Traditional";
  std::int64_t grace = -1;
  std::function<ExitCode()> command{};

  TenantId tenant_id() const { return TenantId(tenant); }
  Format format() const { return wants_json ? Format::json : Format::text; }
};

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) throw UsageError("cannot read the settings file " + path);
  return text.str();
}

Config load_config(const CommandLine& line) {
  ConfigSources sources{
      .flags = line.flags,
      .environment = line.environment,
      .file_name = line.config_file,
      .file_text = ""};
  if (!line.config_file.empty()) sources.file_text = read_file(line.config_file);
  auto config = load_config(sources);
  if (!config) throw UsageError(config.error().description);
  set_log_level(config->log_level);
  return std::move(*config);
}

// Commands that work on an existing database.
template <typename Command, typename Options>
auto on_installation(CommandLine& line, Command command, std::shared_ptr<Options> options) {
  return [&line, command, options] {
    line.command = [&line, command, options] {
      options->tenant = line.tenant_id();
      if constexpr (requires { options->format; }) options->format = line.format();
      const Config config = load_config(line);
      if constexpr (requires { options->config; }) options->config = config;
      require_current_schema(config);
      Installation installation(config);
      return command(installation, *options, line.console);
    };
  };
}

CLI::App* add_command(CLI::App& parent, const char* name, const char* description) {
  // Options of the program that stand after a command, as --data-dir, are found there.
  return parent.add_subcommand(name, description)->fallthrough();
}

void add_tenant(CLI::App& command, CommandLine& line) {
  command.add_option("--tenant", line.tenant, "Tenant: default (the apps' users) or admin")
      ->check(CLI::IsMember({"default", "admin"}))
      ->capture_default_str();
}

void add_json(CLI::App& command, CommandLine& line) {
  command.add_flag("--json", line.wants_json, "Print JSON");
}

void add_program_options(CLI::App& program, CommandLine& line) {
  program.set_version_flag("--version", std::string(version));
  program.add_option("--config", line.config_file, "Settings file with lines KEY=VALUE");
  for (const auto& setting : settings()) {
    if (setting.flag.empty()) continue;
    const std::string name(setting.name);
    program.add_option_function<std::string>(
        std::string(setting.flag),
        [&line, name](const std::string& value) { line.flags[name] = value; },
        std::string(setting.doc) + " (" + name + ")"
    );
  }
}

void add_server_commands(CLI::App& program, CommandLine& line) {
  auto* serve_command = add_command(program, "serve", "Run the server until SIGTERM or SIGINT");
  serve_command->callback([&line] { line.command = [&line] { return serve(load_config(line)); }; });

  auto* migrate_command = add_command(program, "migrate", "Migrate the database to this version");
  add_json(*migrate_command, line);
  migrate_command->callback([&line] {
    line.command = [&line] { return migrate(load_config(line), line.format(), line.console); };
  });

  auto* seed_command =
      add_command(program, "seed", "Create the initial data; existing data is kept");
  auto options = std::make_shared<SeedOptions>();
  seed_command->add_flag(
      "--demo", options->demo, "Also create demo applications, users and organizations"
  );
  add_json(*seed_command, line);
  seed_command->callback([&line, options] {
    line.command = [&line, options] {
      options->format = line.format();
      const Config config = load_config(line);
      migrate_installation(config);
      Installation installation(config);
      return seed(installation, config, *options, line.console);
    };
  });
}

void add_user_changes(CLI::App& user, CommandLine& line) {
  using Change = ExitCode (*)(Installation&, UserOptions, Console);
  const auto add = [&](const char* name, const char* description, Change change) {
    auto* command = add_command(user, name, description);
    auto options = std::make_shared<UserOptions>();
    command->add_option("USER", options->user, "Id, user name, e-mail address or phone number")
        ->required();
    add_tenant(*command, line);
    command->callback(on_installation(line, change, options));
  };
  add("suspend", "Suspend a user, which ends all sessions and grants", &suspend_user);
  add("unsuspend", "Reinstate a suspended user", &unsuspend_user);
  add("reset-mfa", "Remove the second factors of a user who has lost them", &reset_user_mfa);
  add("delete", "Delete a user and all of their data", &delete_user);
}

void add_user_commands(CLI::App& program, CommandLine& line) {
  auto* user = add_command(program, "user", "Users")->require_subcommand(1);
  const char* from_input =
      "Read the password from standard input (one line) instead of generating one";

  auto* create = add_command(
      *user, "create", "Create a user; in tenant admin, an administrator with access to the console"
  );
  auto made = std::make_shared<UserCreateOptions>();
  create->add_option("--username", made->username, "Username to sign in with");
  create->add_option("--email", made->email, "Email address to sign in with");
  create->add_option("--phone", made->phone, "Phone number to sign in with, with country code");
  create->add_option("--name", made->name, "Full name");
  create->add_option("--role", made->roles, "Name of a role; may be repeated")
      ->allow_extra_args(false);
  create->add_flag("--password-stdin", made->password_from_input, from_input);
  add_tenant(*create, line);
  add_json(*create, line);
  create->callback(on_installation(line, &create_user, made));

  auto* list = add_command(*user, "list", "List users, the newest first");
  auto listed = std::make_shared<UserListOptions>();
  list->add_option("--limit", listed->limit, "Maximum number of users")->capture_default_str();
  list->add_option("--offset", listed->offset, "Number of users to skip")->capture_default_str();
  add_tenant(*list, line);
  add_json(*list, line);
  list->callback(on_installation(line, &list_users, listed));

  auto* password = add_command(*user, "password", "Set a user's password");
  auto changed = std::make_shared<UserPasswordOptions>();
  password->add_option("USER", changed->user, "Id, user name, e-mail address or phone number")
      ->required();
  password->add_flag("--password-stdin", changed->password_from_input, from_input);
  add_tenant(*password, line);
  add_json(*password, line);
  password->callback(on_installation(line, &set_user_password, changed));

  add_user_changes(*user, line);
}

void add_application_commands(CLI::App& program, CommandLine& line) {
  auto* application = add_command(program, "app", "Applications")->require_subcommand(1);

  auto* create = add_command(*application, "create", "Create an application");
  auto made = std::make_shared<ApplicationCreateOptions>();
  create->add_option("--name", made->name, "Name, shown to users on the sign-in page")->required();
  create->add_option("--type", line.type, "Application type")
      ->check(CLI::IsMember({"Traditional", "SPA", "Native", "MachineToMachine"}))
      ->capture_default_str();
  create->add_option("--redirect-uri", made->redirect_uris, "May be repeated")
      ->allow_extra_args(false);
  create
      ->add_option("--post-logout-redirect-uri", made->post_logout_redirect_uris, "May be repeated")
      ->allow_extra_args(false);
  create
      ->add_option(
          "--role", made->roles, "Role of a machine-to-machine application; may be repeated"
      )
      ->allow_extra_args(false);
  create->add_flag(
      "--third-party",
      made->is_third_party,
      "A third-party application, which needs the users' consent"
  );
  create->add_flag(
      "--device-flow",
      made->is_device_flow,
      "A native application on devices without a browser (device flow)"
  );
  create->add_flag("--token-exchange", made->allow_token_exchange, "Allow token exchange");
  add_tenant(*create, line);
  add_json(*create, line);
  create->callback(on_installation(
      line,
      [&line](Installation& installation, ApplicationCreateOptions options, Console console) {
        options.type = parse_application_type(line.type).value_or(ApplicationType::traditional);
        return create_application(installation, std::move(options), console);
      },
      made
  ));

  auto* list = add_command(*application, "list", "List applications");
  add_tenant(*list, line);
  add_json(*list, line);
  list->callback(
      on_installation(line, &list_applications, std::make_shared<ApplicationListOptions>())
  );

  auto* secret =
      add_command(*application, "secret", "Show, add or remove an application's secrets");
  auto shown = std::make_shared<ApplicationSecretOptions>();
  secret->add_option("APP_ID", shown->application, "The application")->required();
  secret->add_option("--add", shown->added, "Add a secret with this name");
  secret->add_option("--remove", shown->removed, "Remove the secret with this name");
  secret
      ->add_option(
          "--expires-in-days",
          shown->expires_in_days,
          "Lifetime of the new secret; without it, the secret does not expire"
      )
      ->check(CLI::Range(1, 36500));
  add_tenant(*secret, line);
  add_json(*secret, line);
  secret->callback(on_installation(line, &show_application_secrets, shown));
}

void add_key_commands(CLI::App& program, CommandLine& line) {
  auto* key = add_command(program, "key", "Signing keys")->require_subcommand(1);

  auto* list = add_command(*key, "list", "List the keys of a tenant");
  add_tenant(*list, line);
  add_json(*list, line);
  list->callback(on_installation(line, &list_keys, std::make_shared<KeyListOptions>()));

  auto* rotate = add_command(
      *key, "rotate", "Create a new signing key; the current one becomes the previous one"
  );
  auto options = std::make_shared<KeyRotateOptions>();
  rotate
      ->add_option(
          "--algorithm",
          options->algorithm,
          "ES256 and ES384 replace each other; RS256 is a separate key"
      )
      ->check(CLI::IsMember({"ES256", "ES384", "RS256"}))
      ->capture_default_str();
  rotate
      ->add_option(
          "--grace",
          line.grace,
          "Seconds to publish the key before it signs (default: "
          "PRIVATE_KEY_ROTATION_GRACE_PERIOD)"
      )
      ->check(CLI::Range(0, 366 * 24 * 3600));
  add_tenant(*rotate, line);
  add_json(*rotate, line);
  rotate->callback(on_installation(
      line,
      [&line](Installation& installation, KeyRotateOptions chosen, Console console) {
        chosen.grace = line.grace >= 0 ? Seconds(line.grace)
                                       : load_config(line).private_key_rotation_grace_period;
        return rotate_key(installation, std::move(chosen), console);
      },
      options
  ));
}

void add_tenant_file_commands(CLI::App& program, CommandLine& line) {
  auto* apply = add_command(program, "apply", "Apply a YAML file to a tenant");
  auto applied = std::make_shared<ApplyOptions>();
  apply->add_option("-f,--file", applied->file, "The file; - is standard input")->required();
  apply->add_flag("--dry-run", applied->dry_run, "Only print what would change");
  apply->add_flag("--prune", applied->prune, "Delete items missing from the file's sections");
  add_tenant(*apply, line);
  apply->callback(on_installation(line, &apply_tenant_file, applied));

  auto* export_command = add_command(program, "export", "Print a tenant as a YAML file");
  auto exported = std::make_shared<ExportOptions>();
  export_command->add_flag(
      "--with-secrets",
      exported->with_secrets,
      "Include application secrets, webhook keys and password hashes"
  );
  add_tenant(*export_command, line);
  export_command->callback(on_installation(line, &export_tenant_file, exported));
}

void add_other_commands(CLI::App& program, CommandLine& line) {
  auto* config = add_command(program, "config", "Settings")->require_subcommand(1);
  auto* docs = add_command(*config, "docs", "Print all settings as a Markdown table");
  docs->callback([&line] { line.command = [&line] { return print_config_docs(line.console); }; });

  auto* openapi =
      add_command(program, "openapi", "Print the OpenAPI document of the Management API");
  openapi->callback([&line] {
    line.command = [&line] { return print_openapi(load_config(line), line.console); };
  });

  auto* messages = add_command(
      program, "messages", "Print the e-mail and text messages of the development mailbox"
  );
  add_tenant(*messages, line);
  add_json(*messages, line);
  messages->callback(on_installation(line, &print_messages, std::make_shared<MessagesOptions>()));

  auto* doctor =
      add_command(program, "doctor", "Check an OpenID Connect issuer, or the data of this server");
  auto options = std::make_shared<DoctorOptions>();
  doctor->add_option(
      "ISSUER",
      options->issuer,
      "The issuer's URL, such as https://auth.example.com/oidc; without it, the data is checked"
  );
  add_tenant(*doctor, line);
  add_json(*doctor, line);
  doctor->callback([&line, options] {
    if (options->issuer.empty()) {
      on_installation(line, &examine_data, std::make_shared<DataDoctorOptions>())();
      return;
    }
    line.command = [&line, options] {
      options->format = line.format();
      net::CurlHttp client;
      const SystemClock clock;
      return examine_issuer(client, clock, *options, line.console);
    };
  });
}

ExitCode complain(Console console, const char* what, ExitCode code) {
  console.error << "daemun: " << what << "\n";
  return code;
}

}  // namespace

ExitCode run_command_line(
    std::vector<std::string> arguments, const Environment& environment, Console console
) {
  CommandLine line{.environment = environment, .console = console};
  CLI::App program("Daemun, an identity server", "daemun");
  program.require_subcommand(1);
  add_program_options(program, line);
  add_server_commands(program, line);
  add_user_commands(program, line);
  add_application_commands(program, line);
  add_key_commands(program, line);
  add_tenant_file_commands(program, line);
  add_other_commands(program, line);
  try {
    // CLI11 takes them from the back.
    std::reverse(arguments.begin(), arguments.end());
    program.parse(arguments);
  } catch (const CLI::ParseError& error) {
    return program.exit(error, console.out, console.error) == 0 ? ExitCode::ok : ExitCode::usage;
  }
  try {
    return line.command();
  } catch (const UsageError& error) {
    return complain(console, error.what(), ExitCode::usage);
  } catch (const std::exception& error) {
    return complain(console, error.what(), ExitCode::failed);
  }
}

}  // namespace daemun::app
