#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/native/support.hpp"

namespace octospira::cli::test {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// The built programs, side by side.
inline const std::string kOctospira = OCTOSPIRA_PROGRAM;
inline const std::string kDemo = kOctospira + "-demo";

/// A program, running.
class Program {
  public:
    /// Starts it with these arguments, and these variables besides PATH and nothing else.
    explicit Program(const std::vector<std::string>& arguments, const Environment& environment = {},
                     const std::string& file = kOctospira);
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program();  ///< kills it if it still runs

    /// What it has written so far: standard output, standard error.
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

    [[nodiscard]] int id() const { return process_; }
    void signal(int number) const;
    /// Its exit code; minus the signal that ended it. Waits at most twenty seconds.
    [[nodiscard]] int wait();
    /// True when it has ended.
    [[nodiscard]] bool over();

  private:
    int process_ = -1;
    int status_ = 0;
    bool over_ = false;
    octospira::test::Folder folder_;
};

struct Outcome {
    int code = 0;
    std::string out;
    std::string err;
};
[[nodiscard]] Outcome run(const std::vector<std::string>& arguments,
                          const Environment& environment = {},
                          const std::string& file = kOctospira);

using octospira::test::has;

}  // namespace octospira::cli::test
