package dev.vmascope.spaces;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.format.Rows;
import dev.vmascope.maps.SmapsView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The JSON of a posted listing. Responses are written row by row; this is their shape for the API
/// description and for readers.
@Schema(name = "PastedAddressSpace")
record PastedAnswer(
    @JsonUnwrapped PastedHead head,
    @Rows("A mapping") @Schema(description = "In ascending order of address")
        List<SmapsView> mappings,
    @JsonUnwrapped PastedTail tail) {}
