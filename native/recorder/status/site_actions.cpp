#include <utility>

#include "core/base/text.hpp"
#include "native/recorder/status/site.hpp"

namespace octospira::recorder::status {

namespace {

constexpr std::size_t kMostIds = 500;  ///< of one action
constexpr std::size_t kLongestReason = 500;

/// The deliveries in a body: {"ids": [1, 2]}; empty: there is no "ids".
/// Errors: invalid_input.
Result<std::optional<std::vector<std::int64_t>>> ids_in(const Json& body) {
    if (find(body, "ids") == nullptr) return std::nullopt;
    const Json* const array = array_at(body, "ids");
    std::vector<std::int64_t> ids;
    for (const Json& one : array == nullptr ? Json::array() : *array) {
        const auto id = integer_at(Json{{"id", one}}, "id");
        if (id && *id > 0) ids.push_back(*id);
    }
    if (array == nullptr || ids.size() != array->size() || ids.empty() || ids.size() > kMostIds) {
        return failure(ErrorKind::invalid_input, "\"ids\" is not a list of delivery numbers.",
                       "Give it as {\"ids\": [1, 2]}, at most 500 of them.");
    }
    return ids;
}

}  // namespace

struct Site::Action {
    const char* event;        ///< of the log, and the name of the number in the answer
    const char* needs;        ///< what the others lack, in a sentence
    const char* without_ids;  ///< what to say where none is named; nullptr: all that fit are meant
    Json line = Json::object();  ///< more members of the log's line
    std::function<Result<int>(std::optional<std::int64_t>)> change;
};

http::ServerResponse Site::act(Visit& visit, const Action& action) {
    auto ids = ids_in(visit.body);
    if (!ids) return problem(400, sentence(ids.error()));
    if (visit.id > 0) *ids = {visit.id};
    if (!*ids && action.without_ids != nullptr) return problem(400, action.without_ids);
    std::vector<std::optional<std::int64_t>> targets;
    if (!*ids) targets.emplace_back(std::nullopt);
    for (const std::int64_t id : ids->value_or(std::vector<std::int64_t>()))
        targets.emplace_back(id);
    int changed = 0;
    std::string busy;
    for (const auto& target : targets) {
        const auto done = action.change(target);
        const bool later = !done && done.error().kind == ErrorKind::conflict;
        if (!done && !later) return journal_failed(done.error());
        if (later) busy = sentence(done.error());
        changed += done.value_or(0);
    }
    if (changed == 0 && !busy.empty()) return problem(409, clear_(busy));
    if (changed > 0) {
        Json line{{"count", changed}, {"peer", visit.request.peer}};
        if (*ids)
            line[(*ids)->size() == 1 ? "delivery" : "deliveries"] =
                (*ids)->size() == 1 ? Json((*ids)->front()) : Json(**ids);
        line.update(action.line);
        sources_.log.write(LogLevel::info, action.event, line);
        if (sources_.wake) sources_.wake();
    } else if (*ids && (*ids)->size() == 1) {
        const auto story = sources_.journal->find((*ids)->front());
        if (!story) return journal_failed(story.error());
        if (!*story) return problem(404, "There is no delivery with that number.");
        return problem(409, concat({"Delivery ", std::to_string((*ids)->front()), " is ",
                                    to_string((*story)->row.state), "; ", action.needs}));
    }
    return json_response(200, Json{{action.event, changed}});
}

http::ServerResponse Site::replay(Visit& visit) {
    return act(visit, {"replayed", "only dead, conflicting or dismissed ones can be replayed.",
                       nullptr, Json::object(), [this, &visit](std::optional<std::int64_t> id) {
                           return sources_.journal->replay(id, visit.now);
                       }});
}

http::ServerResponse Site::retry(Visit& visit) {
    return act(visit, {"retried", "only waiting ones can be retried now.", nullptr, Json::object(),
                       [this, &visit](std::optional<std::int64_t> id) {
                           return sources_.journal->retry_now(id, visit.now);
                       }});
}

http::ServerResponse Site::dismiss(Visit& visit) {
    const std::string reason(cut_utf8(trim(text_at(visit.body, "reason")), kLongestReason));
    if (reason.empty()) return problem(400, "Give the reason for dismissing it.");
    return act(visit,
               {"dismissed", "only dead or conflicting ones can be dismissed.",
                "Say which deliveries to dismiss: \"ids\": [1, 2].", Json{{"reason", reason}},
                [&](std::optional<std::int64_t> id) -> Result<int> {
                    return sources_.journal->dismiss(*id, {reason, "status page"}, visit.now)
                        .map([](bool done) { return done ? 1 : 0; });
                }});
}

http::ServerResponse Site::assign(Visit& visit) {
    const auto product = ProductId::from(integer_at(visit.body, "productId").value_or(0));
    const auto test_case = TestCaseId::from(integer_at(visit.body, "testCaseId").value_or(0));
    if (!product || !test_case)
        return problem(400, "Give the product and the test case: \"productId\", \"testCaseId\".");
    return act(visit, {"assigned", "only one with a verdict that is not recorded can be assigned.",
                       "Say which deliveries to assign: \"ids\": [1, 2].",
                       Json{{"productId", product->value()}, {"testCaseId", test_case->value()}},
                       [&](std::optional<std::int64_t> id) -> Result<int> {
                           return sources_.journal->assign(*id, *product, *test_case, visit.now)
                               .map([](bool done) { return done ? 1 : 0; });
                       }});
}

}  // namespace octospira::recorder::status
