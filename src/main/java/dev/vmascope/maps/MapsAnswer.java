package dev.vmascope.maps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.format.Rows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The JSON of a maps listing. Responses are written row by row; this is their shape for the API
/// description and for readers.
@Schema(name = "Maps")
record MapsAnswer(
    @JsonUnwrapped IdentityView process,
    @Rows("A mapping") @Schema(description = "In ascending order of address")
        List<SmapsView> mappings,
    @JsonUnwrapped MapsTail tail) {}
