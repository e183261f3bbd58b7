// serve: the page and the API, for this machine alone.
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"
#include "heed/server/listener.h"
#include "heed/server/routes/routes.h"

namespace heed::cli {
namespace {

// The desktop's own way to open an address, without a shell and without its chatter.
void open_in_browser(const std::string& url) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string program = "xdg-open", address = url;
  char* words[] = {program.data(), address.data(), nullptr};
  pid_t child = 0;
  const int problem = posix_spawnp(&child, program.c_str(), &actions, nullptr, words, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (problem != 0) std::cerr << "heed: no browser could be opened: copy the address instead\n";
}

int serve(const Context& context, const Arguments& arguments) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto port = static_cast<std::uint16_t>(arguments.integer("--port", 7333, 0, 65535));
  app::Home home(home_options(context));
  server::Service service(server::api_routes(home, context.now_given), server::page_assets());
  server::Listener listener(service, port);
  const auto& token = service.session().token();
  const auto url = "http://127.0.0.1:" + std::to_string(listener.port()) + "/?token=" + token;
  listener.stop_on_signals();
  if (context.json) {
    std::cout << to_line({{"url", url}, {"port", listener.port()}, {"token", token}}) << std::endl;
  } else {
    std::cout << "heed is at " << url << std::endl;
    if (!context.quiet) std::cerr << "Ctrl-C ends it.\n";
  }
  if (arguments.has("--open")) {
    std::signal(SIGCHLD, SIG_IGN);  // nobody waits for the browser
    open_in_browser(url);
  }
  listener.run();
  return 0;
}

}  // namespace

extern const Command kServe = {
    "serve",
    "Show the page in your browser, from this machine alone",
    "heed serve --open\n\n"
    "The page and the API (/api/openapi.json) answer only to this machine, and only with the token "
    "in the address, which is new each time.",
    {},
    {{"--port", "N", "where to listen (default: 7333); 0 takes a free port"},
     {"--open", "", "open the page in your browser"}},
    serve};

}  // namespace heed::cli
