#include "orkesta/nlu/model.hpp"

#include "orkesta/core/assert.hpp"
#include "understanding/model_file.hpp"

namespace orkesta::nlu {

auto explain(ModelError error) -> std::string_view {
  switch (error) {
    case ModelError::not_a_model:
      return "these bytes are not an understanding model";
    case ModelError::unknown_version:
      return "this model is of a version, or has labels, that this build does not know";
    case ModelError::truncated:
      return "the model file is cut or has bytes too many";
    case ModelError::corrupt:
      return "the model file is damaged: its checksum does not match";
  }
  ORKESTA_UNREACHABLE();
}

auto Models::load(std::string_view bytes) -> Result<Models, ModelError> {
  auto file = read_model(bytes);
  if (!file) return Failure{file.error()};
  return Models{std::make_shared<const ModelFile>(std::move(file).value())};
}

auto Models::name() const -> const std::string& { return file_->name; }

auto Models::data_digest() const -> std::string { return hex(file_->data_digest); }

}  // namespace orkesta::nlu
