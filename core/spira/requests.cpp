#include "core/spira/requests.hpp"

#include "core/base/text.hpp"
#include "core/spira/custom_property.hpp"

namespace octospira::spira {

namespace {

std::string in_product(ProductId product, std::string_view rest) {
    return concat({"projects/", product.text(), "/", rest});
}

std::string page_query(Page page, std::string_view sort_field, std::string_view direction) {
    return concat({"?starting_row=", std::to_string(page.start),
                   "&number_of_rows=", std::to_string(page.rows), "&sort_field=", sort_field,
                   "&sort_direction=", direction});
}

std::string builds_of(ProductId product, ReleaseId release) {
    return in_product(product, concat({"releases/", release.text(), "/builds"}));
}

}  // namespace

Request get_product(ProductId product) {
    return {Method::get, "projects/" + product.text()};
}

Request get_definitions(TemplateId product_template) {
    return {Method::get,
            concat({"project-templates/", product_template.text(), "/custom-properties/TestCase"})};
}

Request get_test_case(ProductId product, TestCaseId test_case) {
    return {Method::get, in_product(product, concat({"test-cases/", test_case.text()}))};
}

Request put_test_case(ProductId product, const Json& tree) {
    return {Method::put, in_product(product, "test-cases"), tree};
}

Request search_test_cases(ProductId product, int property_number, std::string_view value,
                          Page page) {
    Json filters = Json::array(
        {Json{{"PropertyName", field_name(property_number)}, {"StringValue", std::string(value)}}});
    return {Method::post,
            in_product(product, "test-cases/search") + page_query(page, "TestCaseId", "ASC"),
            std::move(filters)};
}

Request record_run(ProductId product, const Json& run) {
    return {Method::post, in_product(product, "test-runs/record"), run};
}

Request search_runs(ProductId product, TestCaseId test_case, Page page) {
    return search_runs(
        product,
        Json::array({object({{"PropertyName", "TestCaseId"}, {"IntValue", test_case.value()}})}),
        page);
}

Request search_runs_of(ProductId product, TestCaseId test_case, Page page) {
    return {Method::post,
            in_product(product, concat({"test-cases/", test_case.text(), "/test-runs/search"})) +
                page_query(page, "EndDate", "DESC"),
            Json::array()};
}

Request get_run(ProductId product, TestRunId run) {
    return {Method::get, in_product(product, concat({"test-runs/", run.text(), "/automated"}))};
}

Request list_products() {
    return {Method::get, "projects"};
}

Request search_runs(ProductId product, Json filters, Page page) {
    return {Method::post,
            in_product(product, "test-runs/search/automated") + page_query(page, "EndDate", "DESC"),
            std::move(filters)};
}

Request create_build(ProductId product, ReleaseId release, const Json& build) {
    return {Method::post, builds_of(product, release), build};
}

Request list_builds(ProductId product, ReleaseId release) {
    return {Method::get, builds_of(product, release)};
}

}  // namespace octospira::spira
