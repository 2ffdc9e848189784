package dev.vmascope.objects;

import dev.vmascope.elf.DebugLink;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HexFormat;

/// The debug link of an object: the file with its debugging symbols.
@Schema(name = "DebugLink")
record DebugLinkView(
    @Schema(
            description = "Name of the file",
            example = "282c16e7b6600b0b22ea0c99010d2795752b5f.debug")
        String file,
    @Schema(description = "CRC-32 of the file", example = "1f0e2d3c") String checksum) {
  static DebugLinkView of(DebugLink link) {
    return new DebugLinkView(link.name().text(), HexFormat.of().toHexDigits(link.checksum()));
  }
}
