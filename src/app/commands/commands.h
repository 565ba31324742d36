// The commands of the program as functions: options in, text out, exit code back. command_line.cpp
// reads the words that they are called by.
#ifndef DAEMUN_APP_COMMANDS_COMMANDS_H
#define DAEMUN_APP_COMMANDS_COMMANDS_H

#include "app/config.h"
#include "app/installation.h"
#include "base/clock.h"
#include "daemun/auth/http.h"
#include "domain/application.h"

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::app {

enum class ExitCode { ok = 0, failed = 1, usage = 2 };

struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& error;
};

enum class Format { text, json };

// Runs until SIGTERM or SIGINT. Migrates and seeds the basics first.
ExitCode serve(const Config& config);
ExitCode migrate(const Config& config, Format format, Console console);

struct SeedOptions {
  bool demo = false;
  Format format = Format::text;
};
ExitCode seed(
    Installation& installation, const Config& config, SeedOptions options, Console console
);

ExitCode print_config_docs(Console console);
// The document of the Management API, as a running server has it at /api/swagger.json. Opens no
// database.
ExitCode print_openapi(const Config& config, Console console);

// The development mailbox.
struct MessagesOptions {
  TenantId tenant;
  Format format = Format::text;
};
ExitCode print_messages(Installation& installation, MessagesOptions options, Console console);

struct DoctorOptions {
  std::string issuer;
  Format format = Format::text;
};
ExitCode examine_issuer(
    auth::HttpClient& client, const Clock& clock, DoctorOptions options, Console console
);

// The data of this installation: what an upgrade has left for a person to decide.
struct DataDoctorOptions {
  TenantId tenant;
  Config config{};  // of this installation
  Format format = Format::text;
};
ExitCode examine_data(Installation& installation, DataDoctorOptions options, Console console);

// Users, applications and keys belong to one tenant: "default" or "admin". A user is named by id,
// user name, e-mail address or phone number.
struct UserCreateOptions {
  TenantId tenant;
  std::optional<std::string> username;
  std::optional<std::string> email;
  std::optional<std::string> phone;
  std::optional<std::string> name;
  std::vector<std::string> roles;
  bool password_from_input = false;  // one line of Console::in; otherwise one is made and printed
  Format format = Format::text;
};
ExitCode create_user(Installation& installation, UserCreateOptions options, Console console);

struct UserListOptions {
  TenantId tenant;
  std::size_t limit = 50;
  std::size_t offset = 0;
  Format format = Format::text;
};
ExitCode list_users(Installation& installation, UserListOptions options, Console console);

struct UserPasswordOptions {
  TenantId tenant;
  std::string user;
  bool password_from_input = false;
  Format format = Format::text;
};
ExitCode set_user_password(
    Installation& installation, UserPasswordOptions options, Console console
);

struct UserOptions {
  TenantId tenant;
  std::string user;
};
// Signs the user out everywhere, too.
ExitCode suspend_user(Installation& installation, UserOptions options, Console console);
ExitCode unsuspend_user(Installation& installation, UserOptions options, Console console);
// For people who have lost their phone: all authenticator apps, passkeys and backup codes go, and
// the locks against guessing. An address that codes are sent to stays.
ExitCode reset_user_mfa(Installation& installation, UserOptions options, Console console);
ExitCode delete_user(Installation& installation, UserOptions options, Console console);

struct ApplicationCreateOptions {
  TenantId tenant;
  std::string name;
  ApplicationType type = ApplicationType::traditional;
  std::vector<std::string> redirect_uris;
  std::vector<std::string> post_logout_redirect_uris;
  std::vector<std::string> roles;  // of machines
  bool is_third_party = false;
  bool is_device_flow = false;
  bool allow_token_exchange = false;
  Format format = Format::text;
};
ExitCode create_application(
    Installation& installation, ApplicationCreateOptions options, Console console
);

struct ApplicationListOptions {
  TenantId tenant;
  Format format = Format::text;
};
ExitCode list_applications(
    Installation& installation, ApplicationListOptions options, Console console
);

struct ApplicationSecretOptions {
  TenantId tenant;
  std::string application;             // the id
  std::optional<std::string> added;    // the name of a new secret
  std::optional<std::string> removed;  // the name of one that goes
  std::optional<int> expires_in_days;  // of the new one
  Format format = Format::text;
};
// Adds, removes, and prints what there is then.
ExitCode show_application_secrets(
    Installation& installation, ApplicationSecretOptions options, Console console
);

struct KeyListOptions {
  TenantId tenant;
  Format format = Format::text;
};
ExitCode list_keys(Installation& installation, KeyListOptions options, Console console);

struct KeyRotateOptions {
  TenantId tenant;
  std::string algorithm = "ES256";
  Seconds grace{0};
  Format format = Format::text;
};
ExitCode rotate_key(Installation& installation, KeyRotateOptions options, Console console);

// A tenant as YAML. Applying makes what is missing and changes what differs; doing it again changes
// nothing. `-` is standard input.
struct ApplyOptions {
  TenantId tenant{};
  std::string file{};
  bool dry_run = false;  // only says what would change
  bool prune = false;    // removes what the file's sections lack
};
ExitCode apply_tenant_file(Installation& installation, ApplyOptions options, Console console);

struct ExportOptions {
  TenantId tenant{};
  bool with_secrets = false;  // application secrets, webhook keys, password hashes
};
ExitCode export_tenant_file(Installation& installation, ExportOptions options, Console console);

// For the commands: a complaint on the error stream, and the code for it.
ExitCode fail(Console console, std::string_view complaint);
// "2026-11-23T07:00:00Z"
std::string to_text(TimePoint time);

}  // namespace daemun::app

#endif
