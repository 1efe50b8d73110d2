#include "core/flows/record/release_build.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/record/intent.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

/// The API names only these two. Source: Spira REST §8, §15 (10).
constexpr int kFailed = 1;
constexpr int kSucceeded = 2;
/// How long Spira gets to finish what it may be doing before the build is looked for.
constexpr int kSettleMs = 1000;

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
        if (over_) return forget();
        if (unclear_) return next_(tl::unexpected(*unclear_));
        return recall(Memory::ledger, key(), then(&BuildRecording::use_intent));
    }

    Step use_intent(const std::optional<std::string>& entry) {
        const auto until = intent_until(entry);
        if (until && plausible_until(*until, build_.now, build_.window) > build_.now)
            return next_(tl::unexpected(post_under_way()));
        return remember(Memory::ledger, key(), intent_text(build_.now + build_.window),
                        then(&BuildRecording::create));
    }

    Step create(bool intent_kept) {
        if (!intent_kept) {
            return next_(failure(ErrorKind::unavailable, "The journal could not be written.",
                                 "Check the disk of the recorder's machine.", "journal"));
        }
        return spira(spira::create_build(build_.product, build_.release, body()),
                     then(&BuildRecording::use_new_build));
    }

    Step use_new_build(const Answer& answer) {
        const auto row = spira::json_of(answer, "Spira POST projects/{p}/releases/{r}/builds");
        const auto id = row ? id_of(*row) : Result<BuildId>(tl::unexpected(row.error()));
        if (id) return next_(id);
        error_ = id.error();
        if (!answer.may_have_arrived || !retryable(error_.kind)) return forget();
        unclear_ = error_;
        over_ = post_is_over(answer);
        return sleep(kSettleMs, then(&BuildRecording::begin));
    }

    /// Nothing is under way: the next attempt, which lists the builds first, need not wait.
    Step forget() {
        return remember(Memory::ledger, key(), std::nullopt, then(&BuildRecording::refused));
    }

    Step refused(bool /*kept*/) { return next_(tl::unexpected(error_)); }

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

    [[nodiscard]] std::string key() const { return "build/" + build_.bench_result.text(); }
    [[nodiscard]] std::string name() const { return "OctoPerf " + build_.bench_result.text(); }

    BuildToRecord build_;
    Function<Step(const Result<BuildId>&)> next_;
    Error error_;
    bool over_ = false;             ///< Spira has done with the POST, whatever came of it
    std::optional<Error> unclear_;  ///< of a POST that may have made it
};

}  // namespace

Step record_build(BuildToRecord build, Function<Step(const Result<BuildId>&)> next) {
    return make<BuildRecording>(std::move(build), std::move(next))->begin();
}

}  // namespace octospira::flows
