#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "native/recorder/journal/journal.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::crash {

/// Three results of three test cases, one of which was registered, a recorder that may die, and a
/// simulated Spira that does not.
class Scene {
  public:
    /// `journal`: an address of PostgreSQL; empty: a new SQLite file.
    explicit Scene(std::string journal = "");

    recorder::test::SpiraSide spira;

    /// Starts the recorder; `deadly` and `times`: see victim.cpp.
    void start(const std::string& deadly = "", int times = 0, std::size_t limit = 0);
    void kill();
    /// SIGTERM, and waits for its end.
    void terminate();
    [[nodiscard]] bool dead() const { return victim_ == nullptr || victim_->over(); }

    /// Sends every notification; remembers which were answered with 200.
    void send_all();
    /// True when every answered notification is recorded, as far as the journal says.
    [[nodiscard]] bool all_recorded() const;
    /// Waits for the end of the recorder, or until all is recorded; so many times ten seconds.
    void settle(int patience = 1);

    [[nodiscard]] const std::set<std::string>& answered() const { return answered_; }
    /// How many runs of it are in Spira.
    [[nodiscard]] std::size_t runs_of(const std::string& bench_result);
    /// Every answered notification recorded exactly once, every other at most once. Reported as a
    /// case of docs/reliability.md under `kind`, where one is given.
    void check_once(const std::string& kind = "", const std::string& what = "");
    [[nodiscard]] std::vector<std::string> points() const;
    [[nodiscard]] std::string log() const { return victim_->err(); }
    /// Looks into the journal as another program would, and leaves.
    [[nodiscard]] std::vector<recorder::DeliverySummary> rows() const;

    [[nodiscard]] static const std::vector<std::string>& bench_results();

  private:
    [[nodiscard]] int post(const std::string& path, const std::string& body) const;

    recorder::test::Folder folder_;
    const std::string journal_;
    std::unique_ptr<cli::test::Program> victim_;
    std::int64_t port_ = 0;
    std::set<std::string> answered_;
};

}  // namespace octospira::crash
