package dev.vmascope.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The symbols of a program at addresses, against `nm`.
class SymbolApiTest extends ObjectsFixture {
  @Test
  void findsTheSymbolAtAnAddress() throws Exception {
    long address = Long.parseLong(marker.substring(2), 16) + 1;
    JsonNode symbol = api.json(path + "/symbol?address=0x" + Long.toHexString(address));
    assertThat(symbol.path("symbol").path("name").asString())
        .as(symbol.toString())
        .isEqualTo("marker");
    assertThat(symbol.path("symbol").path("distanceBytes").asInt()).isEqualTo(1);
    assertThat(symbol.path("path").asString()).isEqualTo(in("program"));
    String nm =
        run("nm", in("program")).stream()
            .filter(l -> l.endsWith(" marker"))
            .findFirst()
            .orElseThrow();
    assertThat(symbol.path("symbol").path("virtualAddress").asString())
        .isEqualTo("0x" + nm.replaceAll("^0*([0-9a-f]+) .*", "$1"));
    assertThat(api.json(path + "/symbol").path("status").asInt()).isEqualTo(400);
    assertThat(api.json(path + "/symbol?address=0x10").path("type").asString())
        .endsWith("no-mapping-at-address");
  }

  @Test
  void whatIsMappedAsDataIsInNoSegment() {
    JsonNode library = of(api.json(path + "/objects"), "/libanswer.so");
    long bias = Long.decode(library.path("loadBias").asString());
    for (JsonNode segment : library.path("segments")) {
      assertThat(
              segment
                  .path("mappings")
                  .valueStream()
                  .map(mapping -> Long.decode(mapping.path("start").asString())))
          .isNotEmpty()
          .allMatch(start -> start >= bias);
    }
    for (String shadow : List.of("0x10000010", "0x30000010")) {
      JsonNode symbol = api.json(path + "/symbol?address=" + shadow);
      assertThat(symbol.path("path").asString()).endsWith("/libanswer.so");
      assertThat(symbol.has("symbol")).as(shadow).isFalse();
      assertThat(symbol.path("unavailable").toString())
          .contains("in no loaded segment", "offsetInObject")
          .doesNotContain("virtualAddress");
    }
  }
}
