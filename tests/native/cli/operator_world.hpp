#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "native/simulators/octoperf/simulator.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

inline const std::string kOctoPerfKey = "0f0e0d0c-1111-4222-8333-444455556666";
inline const std::string kFinWhale = "aKpHtoYBUDjbSvwJg3Vu";    ///< passes
inline const std::string kMinkeWhale = "dKpHtoYBUDjbSvwJg3Vx";  ///< passes with a warning

/// A simulated OctoPerf on a thread of its own; a test takes 300 ms.
class OctoPerfSide {
  public:
    OctoPerfSide();
    OctoPerfSide(const OctoPerfSide&) = delete;
    OctoPerfSide& operator=(const OctoPerfSide&) = delete;
    ~OctoPerfSide();

    [[nodiscard]] std::string url() const { return octoperf_->base_url(); }
    /// Every run so far, oldest first.
    [[nodiscard]] std::vector<Json> runs();
    [[nodiscard]] std::string state_of(const std::string& bench_result);
    /// A scenario whose tests end like that ("aborted", …), named after it or so; its id.
    [[nodiscard]] std::string add_scenario(const std::string& verdict,
                                           const std::string& name = {});
    /// One whose tests run for a minute, which none of ours waits for; its id.
    [[nodiscard]] std::string long_scenario();
    /// From now on it notifies the recorder at that address.
    void notify(const std::string& recorder_url);
    void add_fault(const std::string& match, const std::string& action, int times = -1);
    [[nodiscard]] int calls(const std::string& part);

  private:
    [[nodiscard]] Json ask(const std::string& method, const std::string& path,
                           const Json& body = nullptr);

    std::unique_ptr<simulators::octoperf::OctoPerf> octoperf_;
    std::thread thread_;
    std::unique_ptr<http::Client> client_;
};

/// Both sides, and what an operator's environment says of them.
struct OperatorWorld {
    recorder::test::SpiraSide spira;
    OctoPerfSide octoperf;
    recorder::test::Folder folder;

    [[nodiscard]] Environment environment() const;
    /// That of a member of product 3, whose template lacks the custom properties.
    [[nodiscard]] Environment in_harbour_portal() const;
    /// The same with one variable changed or added.
    [[nodiscard]] Environment with(const std::string& name, const std::string& value) const;
};

/// The JSON of every line; fails the test where one is none.
[[nodiscard]] std::vector<Json> lines_of(const std::string& out);
/// The first line with this "event"; null where there is none.
[[nodiscard]] Json event_of(const std::string& out, const std::string& name);

/// `octospira serve` before that Spira, on a free port.
class Serving {
  public:
    explicit Serving(const OperatorWorld& world);
    [[nodiscard]] std::string url() const { return url_; }
    [[nodiscard]] std::string log() const { return program_.err(); }

  private:
    Program program_;
    std::string url_;
};

}  // namespace octospira::cli::test
