#include "core/flows/release_build.hpp"

#include <utility>

#include "core/flows/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

/// The API names only these two. Source: Spira REST §8, §15 (10).
constexpr int kFailed = 1;
constexpr int kSucceeded = 2;

class BuildRecording : public Conversation<BuildRecording> {
  public:
    BuildRecording(BuildToRecord build, Function<Step(const Result<BuildId>&)> next)
        : build_(std::move(build)), next_(std::move(next)) {}

    Step begin() {
        return spira(spira::list_builds(build_.product, build_.release),
                     then(&BuildRecording::use_builds));
    }

  private:
    Step use_builds(const Answer& answer) {
        const auto rows = spira::rows_of(answer, "Spira GET projects/{p}/releases/{r}/builds");
        if (!rows) return next_(tl::unexpected(rows.error()));
        for (const Json& row : *rows) {
            if (text_at(row, "Name") == name()) return next_(id_of(row));
        }
        return spira(spira::create_build(build_.product, build_.release, body()),
                     then(&BuildRecording::use_new_build));
    }

    Step use_new_build(const Answer& answer) {
        const auto row = spira::json_of(answer, "Spira POST projects/{p}/releases/{r}/builds");
        return next_(row ? id_of(*row) : tl::unexpected(row.error()));
    }

    [[nodiscard]] Json body() const {
        return object({{"BuildId", nullptr},
                       {"BuildStatusId", build_.passed ? kSucceeded : kFailed},
                       {"ProjectId", build_.product.value()},
                       {"ReleaseId", build_.release.value()},
                       {"Name", name()},
                       {"Description", ""},
                       {"CreationDate", format_utc(build_.end)},
                       {"Revisions", Json::array()}});
    }

    static Result<BuildId> id_of(const Json& row) {
        return BuildId::from(integer_at(row, "BuildId").value_or(0));
    }

    [[nodiscard]] std::string name() const { return "OctoPerf " + build_.bench_result.text(); }

    BuildToRecord build_;
    Function<Step(const Result<BuildId>&)> next_;
};

}  // namespace

Step record_build(BuildToRecord build, Function<Step(const Result<BuildId>&)> next) {
    return make<BuildRecording>(std::move(build), std::move(next))->begin();
}

}  // namespace octospira::flows
