#include "core/spira/documents.hpp"

#include "core/base/text.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

namespace {

constexpr int kUrl = 2;
constexpr int kTestRun = 5;

}  // namespace

Request attach_url(ProductId product, TestRunId run, std::string_view url,
                   std::string_view description) {
    return {Method::post, concat({"projects/", product.text(), "/documents/url"}),
            object({{"AttachmentTypeId", kUrl},
                    {"FilenameOrUrl", std::string(url)},
                    {"Description", std::string(description)},
                    {"Size", 0},
                    {"Tags", "octoperf"},
                    {"AttachedArtifacts", Json::array({object({{"ArtifactId", run.value()},
                                                               {"ArtifactTypeId", kTestRun}})})}})};
}

Request list_documents(ProductId product, TestRunId run) {
    return {Method::get,
            concat({"projects/", product.text(), "/artifact-types/", std::to_string(kTestRun),
                    "/artifacts/", run.text(), "/documents"})};
}

Result<bool> has_url(const Answer& answer, std::string_view url) {
    const auto rows =
        rows_of(answer, "Spira GET projects/{p}/artifact-types/5/artifacts/{id}/documents");
    if (!rows) return tl::unexpected(rows.error());
    for (const Json& row : *rows) {
        if (trim(text_at(row, "FilenameOrUrl")) == url) return true;
    }
    return false;
}

}  // namespace octospira::spira
